"""Conditions of flows and steps: domains as text; read, looked at, and said in words."""

import ast

from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain
from odoo.orm.domains import DomainAnd, DomainBool, DomainCondition, DomainNot, DomainOr

#: what a condition that cannot be read raises, at its reading or its use
BROKEN = (ValueError, SyntaxError, TypeError, KeyError, RecursionError, MemoryError)


def read(condition):
    """The domain that a text says; all documents where it says nothing.

    :raises ValueError, SyntaxError, TypeError: where it is no domain
    """
    return Domain(ast.literal_eval((condition or "").strip() or "[]"))


def meeting(documents, condition, where):
    """Those of the documents that a condition holds for.

    :param where: name of the flow or step, for the refusal
    :raises UserError: where the condition cannot be looked at any more: a field is gone
    """
    try:
        return documents.filtered_domain(read(condition))
    except BROKEN as error:
        raise _broken(documents.env, where) from error


def found(documents, condition, where):
    """Those of the documents that a condition holds for, looked at with the rights of their user:
    it tells him nothing that he could not search for himself.

    :param where: name of the flow or step, for the refusal
    :raises AccessError: where it names what he may not read
    :raises UserError: where it cannot be looked at
    """
    documents = documents.sudo(False).with_context(active_test=False)
    try:
        return documents.search(Domain("id", "in", documents.ids) & read(condition))
    except AccessError as error:
        raise AccessError(
            documents.env._(
                "The condition of “%s” looks at something that you may not read, so you cannot "
                "try it. Ask somebody who may.",
                where,
            )
        ) from error
    except BROKEN as error:
        raise _broken(documents.env, where) from error


def words(model, condition):
    """A condition as people say it, in the language and with the rights of ``model.env``.

    Empty where it says nothing; where it cannot be read, it is shown as it is written.
    """
    try:
        domain = read(condition)
    except BROKEN:
        return condition
    return "" if domain.is_true() else _said(model, domain)


def _broken(env, where):
    return UserError(
        env._(
            "The condition of “%s” does not fit these documents any more, so nobody can say who "
            "decides. Ask the administrator to put a corrected version of the flow in force.",
            where,
        )
    )


def label(model, path):
    """The labels along a path of fields; empty where one of them does not exist."""
    text, field = _path(model, path or "")
    return text if field is not None else ""


def _said(model, domain):
    if isinstance(domain, DomainBool):
        return model.env._("always") if domain.value else model.env._("never")
    if isinstance(domain, DomainNot):
        return model.env._("not (%s)", _said(model, domain.child))
    if isinstance(domain, DomainAnd | DomainOr):
        joint = model.env._(" and ") if isinstance(domain, DomainAnd) else model.env._(" or ")
        return joint.join(
            f"({_said(model, child)})" if isinstance(child, DomainOr) else _said(model, child)
            for child in domain.children
        )
    if isinstance(domain, DomainCondition):
        return _said_of_field(model, domain)
    return str(domain)


def _said_of_field(model, condition):
    label, field = _path(model, condition.field_expr)
    if field is None:
        return model.env._("%s (there is no such field any more)", condition.field_expr)
    if condition.operator in ("any", "not any") and field.relational:
        inner = _said(model.env[field.comodel_name], Domain(condition.value))
        said = f"{label} ({inner})"
        return said if condition.operator == "any" else model.env._("not (%s)", said)
    value = condition.value
    if value is False and field.type != "boolean":
        return {
            "=": model.env._("%s is empty", label),
            "!=": model.env._("%s is filled in", label),
        }.get(condition.operator, f"{label} {condition.operator}")
    return _relation(model.env, condition.operator, label, _value(model.env, field, value))


def _relation(env, operator, label, value):
    texts = {
        "=": env._("%(field)s is %(value)s", field=label, value=value),
        "!=": env._("%(field)s is not %(value)s", field=label, value=value),
        "<": env._("%(field)s below %(value)s", field=label, value=value),
        "<=": env._("%(field)s at most %(value)s", field=label, value=value),
        ">": env._("%(field)s above %(value)s", field=label, value=value),
        ">=": env._("%(field)s at least %(value)s", field=label, value=value),
        "like": env._("%(field)s contains %(value)s", field=label, value=value),
        "not like": env._("%(field)s does not contain %(value)s", field=label, value=value),
    }
    texts |= {"in": texts["="], "not in": texts["!="], "ilike": texts["like"],
              "not ilike": texts["not like"]}  # fmt: skip
    return texts.get(operator, f"{label} {operator} {value}")


def _path(model, path):
    """The labels along a path, and its last field; None where one of them does not exist."""
    labels, field = [], None
    for name in path.split("."):
        field = model._fields.get(name) if model is not None else None
        if field is None:
            return path, None
        labels.append(field._description_string(model.env))
        model = model.env[field.comodel_name] if field.relational else None
    return " · ".join(labels), field


def _value(env, field, value):
    if isinstance(value, (list, tuple, set, frozenset)):
        return env._(" or ").join(_value(env, field, each) for each in value)
    if field.type == "boolean":
        return env._("Yes") if value else env._("No")
    if field.type == "selection":
        return str(dict(field._description_selection(env)).get(value, value))
    if field.relational and isinstance(value, int):
        record = env[field.comodel_name].browse(value).exists()
        # a name is said only to who may read it, whatever number a draft holds
        return record.display_name if record and record.has_access("read") else f"#{value}"
    return str(value)
