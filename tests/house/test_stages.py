"""The picture and the table of the stages are printed from the list of stages. To print them anew:

python -m tests.house.test_stages
"""

import pytest

from newsloom.flows.pipeline import STAGES
from newsloom.flows.stages.picture import folders_of, module_of, stages_picture, stages_table
from tests.conftest import ROOT

BEGIN, END = "<!-- stages: printed by python -m tests.house.test_stages -->\n", "<!-- end of stages -->"
PRINTED = {
    "README.md": lambda: f"\n```\n{stages_picture(STAGES)}\n```\n\n",
    "docs/architecture.md": lambda: f"\n{stages_table(STAGES)}\n\n",
}


def parts(text):
    before, _, rest = text.partition(BEGIN)
    inside, _, after = rest.partition(END)
    return before, inside, after


@pytest.mark.parametrize("page", PRINTED)
def test_what_is_printed_is_what_runs(page):
    assert parts((ROOT / page).read_text(encoding="utf-8"))[1] == PRINTED[page](), __doc__


@pytest.mark.parametrize("stage", STAGES, ids=lambda stage: stage.name)
def test_files_and_folders_are_there(stage):
    assert (ROOT / module_of(stage)).is_file()
    assert all((ROOT / "transforms" / folder).is_dir() for folder in folders_of(stage))


def test_every_folder_but_the_ground_belongs_to_a_stage():
    there = {d.name for d in (ROOT / "transforms").iterdir() if (d / "__init__.py").exists()}
    assert there - {"text"} == {folder for stage in STAGES for folder in folders_of(stage)}


def print_anew():
    for page, printed in PRINTED.items():
        before, _, after = parts((ROOT / page).read_text(encoding="utf-8"))
        (ROOT / page).write_text(before + BEGIN + printed() + END + after, encoding="utf-8")


if __name__ == "__main__":
    print_anew()
