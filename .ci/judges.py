"""Shows the synthesised templates to cfn-lint, checkov and parliament. What is accepted is listed with its reason: an issue, a pattern of
STACK/RESOURCE and the reason, with " | " between them. What is listed and not found any more is an error, too."""

import fnmatch
import json
import pathlib
import subprocess
import sys

import policies

TOOLS = pathlib.Path(sys.executable).parent


def stack_of(path):
    return pathlib.Path(path).name.removesuffix(".template.json")


def output_of(*command):
    """A judge's words, as JSON. Its exit code says only that it found something; one that broke down says nothing that is JSON."""
    ran = subprocess.run([str(TOOLS / command[0]), *command[1:]], capture_output=True, text=True)
    try:
        return json.loads(ran.stdout or "[]")
    except json.JSONDecodeError:
        sys.exit(f"{command[0]} broke down: {ran.stdout[-2000:]}{ran.stderr[-2000:]}")


def cfn_lint(paths):
    for found in output_of("cfn-lint", "--format", "json", "--template", *map(str, paths)):
        where = found["Location"]["Path"] or [""]
        yield found["Rule"]["Id"], f"{stack_of(found['Filename'])}/{where[1] if len(where) > 1 else where[0]}", found["Message"]


def checkov(paths):
    files = [part for path in paths for part in ("--file", str(path))]
    report = output_of("checkov", "--framework", "cloudformation", "--skip-download", "--quiet", "--output", "json", *files)
    for result in report if isinstance(report, list) else [report]:
        for found in result["results"]["failed_checks"]:
            name = found["resource"].split(".")[-1]
            yield found["check_id"], f"{stack_of(found['file_path'])}/{name}", found["check_name"]


def main():
    accepted = []
    for line in pathlib.Path(sys.argv[1]).read_text().splitlines():
        if line.strip() and not line.startswith("#"):
            accepted.append(tuple(part.strip() for part in line.split(" | ", 2)))
    paths = [pathlib.Path(path) for path in sys.argv[2:]]
    used, bad = set(), 0
    for judge in (cfn_lint, checkov, policies.findings):
        count = 0
        for issue, name, detail in judge(paths):
            count += 1
            matches = {one for one in accepted if one[0] == issue and fnmatch.fnmatch(name, one[1])}
            used |= matches
            if not matches:
                bad += 1
                print(f"  {name}: {issue}: {detail}")
        print(f"{judge.__module__ if judge is policies.findings else judge.__name__}: {count} findings in {len(paths)} templates")
    for unused in [one for one in accepted if one not in used]:
        bad += 1
        print(f"  accepted, and not found any more: {' | '.join(unused)}")
    print(f"{bad} not accepted")
    sys.exit(1 if bad else 0)


main()
