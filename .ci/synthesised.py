"""Holds what the CDK's command line has synthesised for an environment against what the tests of infra-cdk have: the same stacks, and in
each the same number of resources of every type. Names of versions and assets differ: the tests deploy stand-ins."""

import collections
import json
import pathlib
import sys

NOT_OURS = {"AWS::CDK::Metadata"}  # the command line's own


def stacks(folder, environment):
    """The resources of each stack by type, by the stack's name."""
    prefix = f"Meterline-{environment}-"
    found = {}
    for path in sorted(pathlib.Path(folder).glob(prefix + "*.template.json")):
        resources = json.loads(path.read_text())["Resources"].values()
        types = collections.Counter(resource["Type"] for resource in resources)
        found[path.name.removesuffix(".template.json")] = {type: count for type, count in types.items() if type not in NOT_OURS}
    return found


def main():
    environment, synthesised, tested = sys.argv[1:]
    made, expected = stacks(synthesised, environment), stacks(tested, environment)
    if not expected:
        sys.exit(f"there are no templates of {environment} in {tested}: the tests of infra-cdk write them")
    differences = []
    for stack in sorted(made.keys() | expected.keys()):
        ours, theirs = made.get(stack), expected.get(stack)
        if ours is None or theirs is None:
            differences.append(f"{stack} is in {tested if ours is None else synthesised} alone")
            continue
        for type in sorted(ours.keys() | theirs.keys()):
            if ours.get(type, 0) != theirs.get(type, 0):
                differences.append(f"{stack}: {ours.get(type, 0)} {type}, and {theirs.get(type, 0)} in the tests")
    if differences:
        sys.exit("\n".join(differences))
    manifest = json.loads((pathlib.Path(synthesised) / "manifest.json").read_text())
    listed = {name for name, artifact in manifest["artifacts"].items() if artifact["type"] == "aws:cloudformation:stack"}
    if listed != made.keys():
        sys.exit(f"the manifest lists {', '.join(sorted(listed))}")
    print(f"{environment}: {len(made)} stacks, {sum(sum(types.values()) for types in made.values())} resources, as in the tests")


main()
