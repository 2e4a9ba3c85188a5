#!/usr/bin/env python3
"""Makes cases.json of a folder of recorded runs of calicoctl: one JSON file a case, with `name`, `version`, `setup`,
`setup_dirs`, `env`, `steps` and `after`.

    compact.py FOLDER > cases.json

Keys and values that several cases share are kept once; of what a case leaves behind, only what it changed is kept.
"""
import glob
import json
import os
import sys


def main():
    values, cases = {}, []

    def place(key, value):
        value = value if isinstance(value, str) else json.dumps(value)
        return values.setdefault((key, value), len(values))

    for path in sorted(glob.glob(os.path.join(sys.argv[1], "*.json"))):
        with open(path) as file:
            case = json.load(file)
        setup, after = case.get("setup", {}), case.get("after", {})
        new = {key: value for key, value in after.items() if setup.get(key) != value}
        compact = {"name": os.path.basename(path)[: -len(".json")]}
        compact["about"] = case["description"]
        compact["version"] = case["version"]
        compact["setup"] = [place(*item) for item in sorted(setup.items())]
        compact["dirs"] = case.get("setup_dirs", [])
        compact["env"] = case.get("env", {})
        compact["new"] = [place(*item) for item in sorted(new.items())]
        compact["gone"] = sorted(set(setup) - set(after))
        skips = case.get("compare", {}).get("skip_stdout", False)
        for step in case["steps"]:
            short = {"words": step["argv"], "exit": step["exit"]}
            if step.get("stdin"):
                short["stdin"] = step["stdin"]
            # What it said is not kept where it is not compared: help texts, crashes, memory addresses.
            if not (skips or step.get("usage") or step.get("traceback")):
                short["stdout"] = step["stdout"]
            compact.setdefault("steps", []).append(short)
        cases.append({name: value for name, value in compact.items() if value or name == "steps"})
    dump = lambda value: json.dumps(value, ensure_ascii=False)
    print('{"values": [\n' + ",\n".join(dump(list(item)) for item in values) + "\n],")
    print('"cases": [\n' + ",\n".join(map(dump, cases)) + "\n]}")


if __name__ == "__main__":
    main()
