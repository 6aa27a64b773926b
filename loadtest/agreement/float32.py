"""Writes a package's .gguf file anew with every tensor as float32, so that two engines compute with the same numbers.

python float32.py PACKAGE FILE prints one JSON line: what was read and what was written.
"""

import hashlib
import importlib.util
import json
import os
import pathlib
import sys

import gguf
import numpy


def weights(package):
    """The one .gguf file of a package, which is not imported: it would want more packages."""
    spec = importlib.util.find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        sys.exit(f"float32.py: the package {package} is not installed")
    found = sorted(f for d in spec.submodule_search_locations for f in pathlib.Path(d).glob("*.gguf"))
    if len(found) != 1:
        sys.exit(f"float32.py: {package} should hold one .gguf file and holds {len(found)}")
    return found[0]


def digest(path):
    with open(path, "rb") as f:
        return hashlib.file_digest(f, "sha256").hexdigest()


def convert(source, target):
    """Copies the settings and the tensors of source; gives the types that the tensors had."""
    reader = gguf.GGUFReader(source)
    architecture = reader.get_field("general.architecture").contents()
    writer = gguf.GGUFWriter(target, architecture)
    for name, field in reader.fields.items():
        if name.startswith("GGUF.") or name == "general.architecture":
            continue  # the writer's own
        value = int(gguf.LlamaFileType.ALL_F32) if name == "general.file_type" else field.contents()
        sub = field.types[-1] if field.types[0] == gguf.GGUFValueType.ARRAY else None
        writer.add_key_value(name, value, field.types[0], sub_type=sub)
    types = {}
    for t in reader.tensors:
        types[t.tensor_type.name] = types.get(t.tensor_type.name, 0) + 1
        writer.add_tensor(t.name, numpy.ascontiguousarray(gguf.dequantize(t.data, t.tensor_type), dtype=numpy.float32))
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()
    return types


def main():
    source, target = weights(sys.argv[1]), pathlib.Path(sys.argv[2])
    half = target.with_suffix(".half")
    types = convert(source, half)
    os.replace(half, target)
    print(json.dumps({
        "path": str(source),
        "source": source.name,
        "source_sha256": digest(source),
        "source_types": types,
        "file": target.name,
        "sha256": digest(target),
    }), flush=True)


if __name__ == "__main__":
    main()
