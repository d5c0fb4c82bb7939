from . import test_rotation_plan
