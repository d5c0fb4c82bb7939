from . import bench_document
from . import tier_definition
