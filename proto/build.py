"""Compile the contracts: Python stubs into gen/, one descriptor image per service and one of everything into build/.

It must not need the project to be installed: it runs before anything can be imported.
"""

from __future__ import annotations

import shutil
import sys
import sysconfig
from pathlib import Path

from google.protobuf import descriptor_pb2, duration_pb2, field_mask_pb2, timestamp_pb2
from grpc_tools import protoc
from protovalidate._gen.buf.validate import validate_pb  # NOTE: private path; protovalidate is pinned exactly.

ROOT = Path(__file__).resolve().parent.parent
PROTO, GEN, BUILD = ROOT / "proto", ROOT / "gen", ROOT / "build"
SITE = Path(sysconfig.get_paths()["purelib"])
VALIDATE = "buf/validate/validate.proto"
STUBS = (("python", ""), ("grpc_python", ""), ("mypy", "quiet:"), ("mypy_grpc", "quiet:"))


def write_validate_descriptors(target: Path) -> None:
    """Write buf/validate's descriptors, which protovalidate ships as code and not as text."""
    described = next(value for value in vars(validate_pb).values() if type(value).__name__ == "DescFile")
    images = descriptor_pb2.FileDescriptorSet()
    for module in (descriptor_pb2, duration_pb2, field_mask_pb2, timestamp_pb2):
        module.DESCRIPTOR.CopyToProto(images.file.add())
    images.file.add().CopyFrom(descriptor_pb2.FileDescriptorProto.FromString(described.proto.to_binary()))
    target.write_bytes(images.SerializeToString())


def run_protoc(validate: Path, *arguments: str) -> None:
    """Run protoc with the project's include paths; exit with its code when it fails."""
    include = (f"-I{PROTO}", f"-I{SITE}", f"--descriptor_set_in={validate}")
    code = protoc.main(["protoc", *include, *arguments])
    if code:
        sys.exit(code)


def main() -> None:
    """Compile every proto below proto/ and put each service's image beside its stubs."""
    shutil.rmtree(GEN, ignore_errors=True)
    GEN.mkdir()
    BUILD.mkdir(exist_ok=True)
    validate = BUILD / "validate.binpb"
    write_validate_descriptors(validate)
    sources = sorted(str(path.relative_to(PROTO)) for path in PROTO.rglob("*.proto"))
    outputs = [f"--{kind}_out={flag}{GEN}" for kind, flag in STUBS]
    plugin_dir = Path(sys.executable).parent
    plugins = [f"--plugin={name}={plugin_dir / name}" for name in ("protoc-gen-mypy", "protoc-gen-mypy_grpc")]
    run_protoc(validate, *plugins, *outputs, *sources, VALIDATE)
    image = ("--include_imports", "--include_source_info")
    run_protoc(validate, *image, f"--descriptor_set_out={BUILD / 'all.binpb'}", *sources)
    for package in sorted({source.split("/")[1] for source in sources}):
        own = [source for source in sources if source.split("/")[1] == package]
        run_protoc(validate, *image, f"--descriptor_set_out={GEN / 'sifa' / package / 'image.binpb'}", *own)


if __name__ == "__main__":
    main()
