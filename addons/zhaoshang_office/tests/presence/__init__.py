from . import test_presence_evidence
