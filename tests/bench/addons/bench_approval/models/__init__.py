from . import bench_document
