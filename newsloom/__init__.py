"""Raw English news text in, analysis-ready Parquet tables out.

The public verbs; each is imported when it is first asked for, so that `import newsloom` costs nothing:

    build_dataset(...)      the Prefect flow: read, clean, deduplicate, extract, publish
    Dataset(folder)         a dataset, read from one snapshot
    load_pipeline(name)     the language pipeline that ships, or the named one
    repair_text(text)       the text with its letters restored
    find_quotes(text)       the quotes of one text, as a DataFrame
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from newsloom.flows.assets.model import load_pipeline
    from newsloom.flows.assets.repair import repair_text
    from newsloom.flows.build import build_dataset
    from newsloom.flows.dataset.dataset import Dataset
    from newsloom.flows.one_text import find_quotes

__all__ = ["Dataset", "build_dataset", "find_quotes", "load_pipeline", "repair_text"]

_HOMES = {
    "build_dataset": "newsloom.flows.build",
    "Dataset": "newsloom.flows.dataset.dataset",
    "find_quotes": "newsloom.flows.one_text",
    "load_pipeline": "newsloom.flows.assets.model",
    "repair_text": "newsloom.flows.assets.repair",
}


def __getattr__(name: str) -> Any:
    if name in _HOMES:
        return getattr(import_module(_HOMES[name]), name)
    raise AttributeError(f"module 'newsloom' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted(__all__)
