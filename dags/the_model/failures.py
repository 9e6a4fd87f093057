"""Tells somebody that a task failed, where a function for it is named."""

from __future__ import annotations

import importlib

from airflow.sdk import Variable


def tell(context) -> None:
    """Calls the function that the variable the_model_on_failure names as module:function, with the task's context."""
    named = Variable.get("the_model_on_failure", default=None)
    if named:
        module, _, function = named.partition(":")
        getattr(importlib.import_module(module), function)(context)
