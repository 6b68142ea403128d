/* The inner loops of decide, replace and verify; `redactor/native.py` says when they are used.

   Each function gives what the Python beside its caller gives, which is the specification (tests/test_native.py holds
   them to each other).  The exception is `Sieve`, which may only ever say "look at this": what it lets pass is proven to
   hold no original.  No recursion; every offset is checked against the length of its object before it is used. */

#define PY_SSIZE_T_CLEAN
#include <Python.h>
#include <stdint.h>
#include <string.h>

#define ALNUM 1
#define TOKEN 2
#define UPPER 4
#define HEX 8

static unsigned char kind[256], lower[256], sextet[256], nibble[256];

static void fill_tables(void) {
    const char *base64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    memset(sextet, 255, sizeof sextet);
    for (int i = 0; i < 64; i++) sextet[(unsigned char)base64[i]] = (unsigned char)i;
    sextet['-'] = sextet['+'];
    sextet['_'] = sextet['/'];
    for (int c = 0; c < 256; c++) {
        int big = c >= 'A' && c <= 'Z', small = c >= 'a' && c <= 'z', digit = c >= '0' && c <= '9';
        lower[c] = (unsigned char)(big ? c + 32 : c);
        kind[c] = (unsigned char)((big || small || digit ? ALNUM | TOKEN : 0) | (big ? UPPER : 0));
        if (c && strchr(".:-_/%+\\", c)) kind[c] |= TOKEN;
        if (digit || (lower[c] >= 'a' && lower[c] <= 'f')) {
            kind[c] |= HEX;
            nibble[c] = (unsigned char)(digit ? c - '0' : lower[c] - 'a' + 10);
        }
    }
}

/* ---- tuples ------------------------------------------------------------------------------------------------------ */

static PyObject *make(PyTypeObject *type, Py_ssize_t size, PyObject **items) {
    /* An instance of a tuple type; takes the references of `items`, also where it fails.  What it holds never refers to
       it, so it is no business of the garbage collector, which would otherwise visit millions of them. */
    PyObject *made = NULL;
    int whole = 1;
    for (Py_ssize_t i = 0; i < size; i++) whole &= items[i] != NULL;
    if (whole) made = type->tp_alloc(type, size);
    for (Py_ssize_t i = 0; i < size; i++) {
        if (made) PyTuple_SET_ITEM(made, i, items[i]);
        else Py_XDECREF(items[i]);
    }
    if (made && !type->tp_dictoffset && PyObject_GC_IsTracked(made)) PyObject_GC_UnTrack(made);
    return made;
}

static int is_tuple_type(PyObject *type) {
    if (PyType_Check(type) && PyType_IsSubtype((PyTypeObject *)type, &PyTuple_Type)) return 1;
    PyErr_SetString(PyExc_TypeError, "a tuple type is needed");
    return 0;
}

static int tuple_of(PyObject *object, Py_ssize_t size) {
    if (PyTuple_Check(object) && PyTuple_GET_SIZE(object) == size) return 1;
    PyErr_SetString(PyExc_TypeError, "a tuple of another size is needed");
    return 0;
}

static int offset_at(PyObject *tuple, Py_ssize_t place, Py_ssize_t *number) {
    *number = PyLong_AsSsize_t(PyTuple_GET_ITEM(tuple, place));
    return !(*number == -1 && PyErr_Occurred());
}

static int range_of(PyObject *tuple, Py_ssize_t size, Py_ssize_t *start, Py_ssize_t *end) {
    /* The first two items as a range inside of `size` bytes. */
    if (!offset_at(tuple, 0, start) || !offset_at(tuple, 1, end)) return 0;
    if (0 <= *start && *start <= *end && *end <= size) return 1;
    PyErr_SetString(PyExc_ValueError, "a range leaves its text");
    return 0;
}

/* ---- decide ------------------------------------------------------------------------------------------------------ */

static int is_spared(const char *text, Py_ssize_t size, PyObject *spared) {
    PyObject *value = PyBytes_FromStringAndSize(NULL, size);
    if (!value) return -1;
    char *low = PyBytes_AS_STRING(value);
    for (Py_ssize_t i = 0; i < size; i++) low[i] = (char)lower[(unsigned char)text[i]];
    int found = PySet_Contains(spared, value);
    Py_DECREF(value);
    return found;
}

/* wanted(text, findings, told, ask, spared, keep, Decision) -> (decisions, whether they are ascending and disjoint) */
static PyObject *wanted(PyObject *self, PyObject *args) {
    PyObject *text, *findings, *told, *ask, *spared, *keep, *type;
    if (!PyArg_ParseTuple(args, "SOO!OOOO", &text, &findings, &PyDict_Type, &told, &ask, &spared, &keep, &type)) return NULL;
    if (!is_tuple_type(type)) return NULL;
    if (!PyAnySet_Check(spared)) return PyErr_Format(PyExc_TypeError, "a set is needed");
    PyObject *each = PySequence_Fast(findings, "findings are a sequence"), *out = PyList_New(0);
    Py_ssize_t reach = -1, start, end, size = PyBytes_GET_SIZE(text);
    int apart = 1;
    for (Py_ssize_t i = 0; each && out && i < PySequence_Fast_GET_SIZE(each); i++) {
        PyObject *finding = PySequence_Fast_GET_ITEM(each, i);
        if (!tuple_of(finding, 5) || !range_of(finding, size, &start, &end)) goto fail;
        PyObject *entity = PyTuple_GET_ITEM(finding, 2);
        PyObject *answer = PyDict_GetItemWithError(told, entity);
        if (!answer) {
            if (PyErr_Occurred()) goto fail;
            PyObject *fresh = PyObject_CallOneArg(ask, entity);
            if (!fresh) goto fail;
            int kept = tuple_of(fresh, 2) ? PyDict_SetItem(told, entity, fresh) : -1;
            Py_DECREF(fresh);
            if (kept < 0) goto fail;
            answer = fresh; /* told holds it */
        }
        double score = PyFloat_AsDouble(PyTuple_GET_ITEM(finding, 3)), least = PyFloat_AsDouble(PyTuple_GET_ITEM(answer, 0));
        if (PyErr_Occurred()) goto fail;
        if (score < least) continue;
        PyObject *action = PyTuple_GET_ITEM(answer, 1);
        if (PySet_GET_SIZE(spared)) {
            int found = is_spared(PyBytes_AS_STRING(text) + start, end - start, spared);
            if (found < 0) goto fail;
            if (found) action = keep;
        }
        PyObject *items[6] = {PyTuple_GET_ITEM(finding, 0), PyTuple_GET_ITEM(finding, 1), entity, action,
                              PyTuple_GET_ITEM(finding, 3), PyTuple_GET_ITEM(finding, 4)};
        for (int place = 0; place < 6; place++) Py_INCREF(items[place]);
        PyObject *decision = make((PyTypeObject *)type, 6, items);
        if (!decision || PyList_Append(out, decision) < 0) {
            Py_XDECREF(decision);
            goto fail;
        }
        Py_DECREF(decision);
        apart &= reach <= start && start < end;
        reach = end;
    }
    Py_XDECREF(each);
    if (!each || !out) {
        Py_XDECREF(out);
        return NULL;
    }
    return Py_BuildValue("(NO)", out, apart ? Py_True : Py_False);
fail:
    Py_XDECREF(each);
    Py_XDECREF(out);
    return NULL;
}

static PyObject *best_of(PyObject *sorted, Py_ssize_t from, Py_ssize_t to, PyObject *keep, Py_ssize_t reach) {
    /* The decision that outranks all others of a cluster and covers it, borrowed; NULL where there is none so clear. */
    PyObject *best = NULL;
    Py_ssize_t start, end, low = 0, high = 0, first = PY_SSIZE_T_MAX;
    int best_kept = 0, tied = 0;
    double best_score = 0;
    for (Py_ssize_t i = from; i < to; i++) {
        PyObject *decision = PyList_GET_ITEM(sorted, i);
        if (!tuple_of(decision, 6) || !range_of(decision, PY_SSIZE_T_MAX, &start, &end)) return NULL;
        double score = PyFloat_AsDouble(PyTuple_GET_ITEM(decision, 4));
        if (score == -1.0 && PyErr_Occurred()) return NULL;
        int kept = PyTuple_GET_ITEM(decision, 3) == keep;
        int better = !best || kept != best_kept ? best_kept - kept : 0;
        if (best && !better) better = end - start != high - low ? (end - start > high - low ? 1 : -1) : 0;
        if (best && !better) better = score != best_score ? (score > best_score ? 1 : -1) : 0;
        if (start < first) first = start;
        if (!best || better > 0) {
            best = decision;
            best_kept = kept, best_score = score, low = start, high = end, tied = 0;
        } else if (!better) {
            tied = 1;
        }
    }
    return tied || low > first || high < reach ? NULL : best;
}

static int close_cluster(PyObject *out, PyObject *sorted, Py_ssize_t from, Py_ssize_t to, PyObject *settle, PyObject *keep,
                         Py_ssize_t reach) {
    if (to - from == 1) return PyList_Append(out, PyList_GET_ITEM(sorted, from));
    PyObject *best = best_of(sorted, from, to, keep, reach);
    if (best) return PyList_Append(out, best);
    if (PyErr_Occurred()) return -1;
    PyObject *cluster = PyList_GetSlice(sorted, from, to);
    PyObject *settled = cluster ? PyObject_CallOneArg(settle, cluster) : NULL;
    Py_XDECREF(cluster);
    if (!settled) return -1;
    Py_ssize_t end = PyList_GET_SIZE(out);
    int done = PyList_SetSlice(out, end, end, settled);
    Py_DECREF(settled);
    return done;
}

/* clusters(decisions, settle, keep) -> decisions; `settle` is asked where no decision of a cluster is clearly the best */
static PyObject *clusters(PyObject *self, PyObject *args) {
    PyObject *sorted, *settle, *keep, *out = PyList_New(0);
    if (!out || !PyArg_ParseTuple(args, "O!OO", &PyList_Type, &sorted, &settle, &keep)) {
        Py_XDECREF(out);
        return NULL;
    }
    Py_ssize_t first = 0, reach = -1, start, end, i = 0;
    for (; i < PyList_GET_SIZE(sorted); i++) {
        PyObject *decision = PyList_GET_ITEM(sorted, i);
        if (!tuple_of(decision, 6) || !range_of(decision, PY_SSIZE_T_MAX, &start, &end)) goto fail;
        if (i > first && start >= reach) {
            if (close_cluster(out, sorted, first, i, settle, keep, reach) < 0) goto fail;
            first = i;
        }
        reach = i > first && reach > end ? reach : end;
    }
    if (i > first && close_cluster(out, sorted, first, i, settle, keep, reach) < 0) goto fail;
    return out;
fail:
    Py_DECREF(out);
    return NULL;
}

/* ---- replace ----------------------------------------------------------------------------------------------------- */

#define KINDS 16

typedef struct {
    PyObject *action, *entity, *known; /* borrowed: the decisions and the memo hold them */
} Memo;

static PyObject *known_of(PyObject *memo, Memo *memos, int *count, PyObject *action, PyObject *entity) {
    /* The memo of an (action, entity), borrowed. */
    for (int i = 0; i < *count; i++)
        if (memos[i].action == action && memos[i].entity == entity) return memos[i].known;
    PyObject *key = PyTuple_Pack(2, action, entity);
    if (!key) return NULL;
    PyObject *known = PyDict_GetItemWithError(memo, key);
    if (!known && !PyErr_Occurred()) {
        known = PyDict_New();
        if (known) {
            if (PyDict_SetItem(memo, key, known) < 0) Py_CLEAR(known);
            else Py_DECREF(known); /* memo holds it */
        }
    }
    Py_DECREF(key);
    if (known && !PyDict_Check(known)) {
        PyErr_SetString(PyExc_TypeError, "a memo of dictionaries is needed");
        return NULL;
    }
    if (known && *count < KINDS) memos[(*count)++] = (Memo){action, entity, known};
    return known;
}

static PyObject *applied(PyObject *apply, PyObject *known, PyObject *action, PyObject *entity, PyObject *value, Py_ssize_t cap) {
    /* The replacement, a new reference. */
    PyObject *found = PyDict_GetItemWithError(known, value);
    if (found || PyErr_Occurred()) return Py_XNewRef(found);
    Py_INCREF(known); /* whatever apply does to the memo */
    found = PyObject_CallFunctionObjArgs(apply, action, entity, value, NULL);
    if (found && !PyBytes_Check(found)) {
        PyErr_SetString(PyExc_TypeError, "a replacement is bytes");
        Py_CLEAR(found);
    }
    if (found) {
        if (PyDict_GET_SIZE(known) >= cap) PyDict_Clear(known);
        if (PyDict_SetItem(known, value, found) < 0) Py_CLEAR(found);
    }
    Py_DECREF(known);
    return found;
}

static int padding_near(const char *text, Py_ssize_t size, Py_ssize_t start, Py_ssize_t end) {
    return (end + 2 <= size && text[end] == ' ' && text[end + 1] == ' ') ||
           (start >= 2 && text[start - 1] == ' ' && text[start - 2] == ' ');
}

/* edits(text, decisions, apply, editing, memo, cap, base, line, padded, Edit, pad) -> (edits, left) */
static PyObject *edits(PyObject *self, PyObject *args) {
    PyObject *text, *decisions, *apply, *editing, *memo, *type, *pad, *value = NULL, *new = NULL;
    Py_ssize_t cap, base, line, start, end, counted = 0, floor = 0;
    int padded, count = 0;
    Memo memos[KINDS];
    if (!PyArg_ParseTuple(args, "SO!OOO!nnnpOO", &text, &PyList_Type, &decisions, &apply, &editing, &PyDict_Type, &memo,
                          &cap, &base, &line, &padded, &type, &pad)) return NULL;
    if (!is_tuple_type(type)) return NULL;
    if (!PyAnySet_Check(editing)) return PyErr_Format(PyExc_TypeError, "a set is needed");
    const char *bytes = PyBytes_AS_STRING(text);
    Py_ssize_t size = PyBytes_GET_SIZE(text);
    PyObject *out = PyList_New(0), *left = PyList_New(0);
    if (!out || !left) goto fail;
    for (Py_ssize_t i = 0; i < PyList_GET_SIZE(decisions); i++) {
        PyObject *decision = PyList_GET_ITEM(decisions, i);
        if (!tuple_of(decision, 6) || !range_of(decision, size, &start, &end)) goto fail;
        PyObject *entity = PyTuple_GET_ITEM(decision, 2), *action = PyTuple_GET_ITEM(decision, 3);
        int acts = PySet_Contains(editing, action);
        if (acts < 0) goto fail;
        value = PyBytes_FromStringAndSize(bytes + start, end - start);
        if (!value) goto fail;
        PyObject *known = acts ? known_of(memo, memos, &count, action, entity) : NULL;
        if (acts && !known) goto fail;
        new = acts ? applied(apply, known, action, entity, value, cap) : Py_NewRef(value);
        if (!new) goto fail;
        if (PyBytes_GET_SIZE(new) == end - start && !memcmp(PyBytes_AS_STRING(new), bytes + start, (size_t)(end - start))) {
            if (PyList_Append(left, decision) < 0) goto fail;
            floor = end;
            Py_CLEAR(value);
            Py_CLEAR(new);
            continue;
        }
        Py_ssize_t low = start, high = end;
        if (padded && PyBytes_GET_SIZE(new) != end - start && padding_near(bytes, size, start, end)) {
            PyObject *moved = PyObject_CallFunction(pad, "OnnOn", text, start, end, new, floor);
            if (!moved) goto fail;
            int sound = tuple_of(moved, 3) && range_of(moved, size, &low, &high) && PyBytes_Check(PyTuple_GET_ITEM(moved, 2));
            if (sound) Py_SETREF(new, Py_NewRef(PyTuple_GET_ITEM(moved, 2)));
            Py_DECREF(moved);
            if (!sound) {
                if (!PyErr_Occurred()) PyErr_SetString(PyExc_TypeError, "padding gives bytes");
                goto fail;
            }
        }
        for (const char *at = bytes + counted; start > counted && (at = memchr(at, '\n', (size_t)(bytes + start - at))); at++) line++;
        counted = start;
        floor = high;
        PyObject *items[10] = {PyLong_FromSsize_t(base + low), PyLong_FromSsize_t(base + high), Py_NewRef(new),
                               PyLong_FromSsize_t(base + start), PyLong_FromSsize_t(base + end), Py_NewRef(entity),
                               Py_NewRef(action), Py_NewRef(PyTuple_GET_ITEM(decision, 4)),
                               Py_NewRef(PyTuple_GET_ITEM(decision, 5)), PyLong_FromSsize_t(line)};
        PyObject *edit = make((PyTypeObject *)type, 10, items);
        if (!edit || PyList_Append(out, edit) < 0) {
            Py_XDECREF(edit);
            goto fail;
        }
        Py_DECREF(edit);
        Py_CLEAR(value);
        Py_CLEAR(new);
    }
    return Py_BuildValue("(NN)", out, left);
fail:
    Py_XDECREF(value);
    Py_XDECREF(new);
    Py_XDECREF(out);
    Py_XDECREF(left);
    return NULL;
}

/* ---- spans ------------------------------------------------------------------------------------------------------- */

#define BEYOND ((Py_ssize_t)1 << 62)

typedef struct {
    PyObject_HEAD
    PyObject *edits, *keeps;
    Py_ssize_t shift, at, start, end, first, last, size;
    int pending;
    Py_ssize_t near; /* not negative: only replacements are told, those together that lie no farther apart */
} Spans;

static int next_keep(Spans *self) {
    PyObject *keep = self->keeps ? PyIter_Next(self->keeps) : NULL;
    self->start = self->end = BEYOND;
    if (!keep) return PyErr_Occurred() ? -1 : 0;
    int sound = tuple_of(keep, 2) && range_of(keep, BEYOND, &self->start, &self->end);
    Py_DECREF(keep);
    return sound ? 0 : -1;
}

static int next_edit(Spans *self) {
    PyObject *edit = self->edits ? PyIter_Next(self->edits) : NULL;
    if (!edit) {
        Py_CLEAR(self->edits);
        return PyErr_Occurred() ? -1 : 0;
    }
    int sound = PyTuple_Check(edit) && PyTuple_GET_SIZE(edit) > 2 && PyBytes_Check(PyTuple_GET_ITEM(edit, 2));
    if (!sound) PyErr_SetString(PyExc_TypeError, "edits are tuples of two offsets, bytes and more");
    sound = sound && range_of(edit, BEYOND, &self->first, &self->last);
    if (sound) self->size = PyBytes_GET_SIZE(PyTuple_GET_ITEM(edit, 2));
    self->pending = sound;
    Py_DECREF(edit);
    return sound ? 0 : -1;
}

static PyObject *span(Py_ssize_t first, Py_ssize_t last, Py_ssize_t start, Py_ssize_t end, int edit) {
    PyObject *items[5] = {PyLong_FromSsize_t(first), PyLong_FromSsize_t(last), PyLong_FromSsize_t(start),
                          PyLong_FromSsize_t(end), Py_NewRef(edit ? Py_True : Py_False)};
    return make(&PyTuple_Type, 5, items);
}

static PyObject *replaced_next(Spans *self) {
    Py_ssize_t low = 0, high = 0;
    for (int open = 0;; open = 1) {
        if (!self->pending && self->edits && next_edit(self) < 0) return NULL;
        Py_ssize_t start = self->first + self->shift;
        if (!self->pending || (open && start > high + self->near)) return open ? Py_BuildValue("(nn)", low, high) : NULL;
        if (!open) low = start;
        high = start + self->size;
        self->shift += self->size - self->last + self->first;
        self->pending = 0;
    }
}

static PyObject *spans_next(Spans *self) {
    if (self->near >= 0) return replaced_next(self);
    for (;;) {
        if (!self->pending && self->edits && next_edit(self) < 0) return NULL;
        Py_ssize_t limit = self->pending ? self->first : BEYOND;
        if (self->start < limit) {
            Py_ssize_t low = self->start > self->at ? self->start : self->at, high = self->end < limit ? self->end : limit;
            int shows = self->at < self->end;
            if (self->end > limit) self->start = limit;
            else if (next_keep(self) < 0) return NULL;
            if (shows) return span(low + self->shift, high + self->shift, low, high, 0);
        } else if (self->pending) {
            Py_ssize_t out = self->first + self->shift, size = self->size;
            self->shift += size - self->last + self->first;
            self->at = self->last;
            self->pending = 0;
            return span(out, out + size, self->first, self->last, 1);
        } else {
            return NULL;
        }
    }
}

static int spans_traverse(Spans *self, visitproc visit, void *arg) {
    Py_VISIT(self->edits);
    Py_VISIT(self->keeps);
    return 0;
}

static int spans_clear(Spans *self) {
    Py_CLEAR(self->edits);
    Py_CLEAR(self->keeps);
    return 0;
}

static void spans_dealloc(Spans *self) {
    PyObject_GC_UnTrack(self);
    spans_clear(self);
    Py_TYPE(self)->tp_free((PyObject *)self);
}

static PyTypeObject SpansType = {
    PyVarObject_HEAD_INIT(NULL, 0).tp_name = "redactor._native.Spans",
    .tp_basicsize = sizeof(Spans),
    .tp_flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC,
    .tp_dealloc = (destructor)spans_dealloc,
    .tp_traverse = (traverseproc)spans_traverse,
    .tp_clear = (inquiry)spans_clear,
    .tp_iter = PyObject_SelfIter,
    .tp_iternext = (iternextfunc)spans_next,
};

/* spans(edits, keeps, near) -> iterator of (copy start, copy end, source start, source end, edit?); with a `near` that is
   not negative, of (copy start, copy end) of replacements, those together that lie no farther apart */
static PyObject *spans(PyObject *self, PyObject *args) {
    PyObject *edits_, *keeps;
    Py_ssize_t near;
    if (!PyArg_ParseTuple(args, "OOn", &edits_, &keeps, &near)) return NULL;
    Spans *made = PyObject_GC_New(Spans, &SpansType);
    if (!made) return NULL;
    made->edits = made->keeps = NULL;
    made->shift = made->at = made->start = made->end = made->first = made->last = made->size = 0;
    made->pending = 0;
    made->near = near;
    PyObject_GC_Track(made);
    if (!(made->edits = PyObject_GetIter(edits_)) || !(made->keeps = PyObject_GetIter(keeps)) || next_keep(made) < 0) {
        Py_DECREF(made);
        return NULL;
    }
    return (PyObject *)made;
}

/* between(block, low, at, high, spans) -> what of the block's [at, high) lies between the spans, parted by 0x1e */
static PyObject *between(PyObject *self, PyObject *args) {
    PyObject *block, *near;
    Py_ssize_t low, at, high, first, last;
    if (!PyArg_ParseTuple(args, "SnnnO", &block, &low, &at, &high, &near)) return NULL;
    if (low < 0 || at < low || high < at || high - low > PyBytes_GET_SIZE(block))
        return PyErr_Format(PyExc_ValueError, "a range leaves its block");
    PyObject *each = PySequence_Fast(near, "spans are a sequence");
    if (!each) return NULL;
    char *buffer = PyMem_Malloc((size_t)(high - at) + (size_t)PySequence_Fast_GET_SIZE(each) + 1), *out = buffer;
    if (!buffer) {
        Py_DECREF(each);
        return PyErr_NoMemory();
    }
    const char *bytes = PyBytes_AS_STRING(block);
    PyObject *joined = NULL;
    for (Py_ssize_t i = 0; i < PySequence_Fast_GET_SIZE(each); i++) {
        PyObject *one = PySequence_Fast_GET_ITEM(each, i);
        if (!tuple_of(one, 5) || !range_of(one, PY_SSIZE_T_MAX, &first, &last)) goto done;
        if (first >= high) break;
        if (first > at) {
            memcpy(out, bytes + (at - low), (size_t)(first - at));
            out += first - at;
            *out++ = 0x1e;
        }
        if (last > at) at = last;
    }
    if (at < high) {
        memcpy(out, bytes + (at - low), (size_t)(high - at));
        out += high - at;
    } else if (out > buffer) {
        out--;
    }
    joined = PyBytes_FromStringAndSize(buffer, out - buffer);
done:
    PyMem_Free(buffer);
    Py_DECREF(each);
    return joined;
}

/* uncovered(findings, base, spans) -> the findings that do not lie in one span; both ascending */
static PyObject *uncovered(PyObject *self, PyObject *args) {
    PyObject *findings, *near, *out = PyList_New(0);
    Py_ssize_t base, start, end, first = 0, last = -1, next = 0;
    if (!out || !PyArg_ParseTuple(args, "O!nO!", &PyList_Type, &findings, &base, &PyList_Type, &near)) goto fail;
    if (base < 0) {
        PyErr_SetString(PyExc_ValueError, "a base is not negative");
        goto fail;
    }
    for (Py_ssize_t i = 0; i < PyList_GET_SIZE(findings); i++) {
        PyObject *finding = PyList_GET_ITEM(findings, i);
        if (!tuple_of(finding, 5) || !range_of(finding, PY_SSIZE_T_MAX - base, &start, &end)) goto fail;
        start += base;
        end += base;
        while (last <= start && next < PyList_GET_SIZE(near)) {
            PyObject *one = PyList_GET_ITEM(near, next++);
            if (!tuple_of(one, 5) || !range_of(one, PY_SSIZE_T_MAX, &first, &last)) goto fail;
        }
        if (!(first <= start && end <= last) && PyList_Append(out, finding) < 0) goto fail;
    }
    return out;
fail:
    Py_XDECREF(out);
    return NULL;
}

/* ---- compare ----------------------------------------------------------------------------------------------------- */

static int is_blank(unsigned char byte) {
    return byte == ' ' || (byte >= 9 && byte <= 13);
}

static int is_certain(const unsigned char *one, Py_ssize_t size, const unsigned char *other, Py_ssize_t length) {
    /* True where two ASCII values differ, blanks around them and upper and lower case aside. */
    for (Py_ssize_t i = 0; i < size; i++) if (one[i] > 0x7f) return 0;
    for (Py_ssize_t i = 0; i < length; i++) if (other[i] > 0x7f) return 0;
    while (size && is_blank(*one)) one++, size--;
    while (size && is_blank(one[size - 1])) size--;
    while (length && is_blank(*other)) other++, length--;
    while (length && is_blank(other[length - 1])) length--;
    if (size != length) return 1;
    for (Py_ssize_t i = 0; i < size; i++) if (lower[one[i]] != lower[other[i]]) return 1;
    return 0;
}

/* stretch(window, base, at, edits, first) -> (what the copy has to hold from `at` on, the originals, the numbers of
   edits that may change nothing, where it ends, the number of the edit that comes next): as far as the edits are sound and end in
   the window */
static PyObject *stretch(PyObject *self, PyObject *args) {
    PyObject *window, *batch;
    Py_ssize_t base, at, first, total = 0, low, high, start, end, reach, next, count;
    if (!PyArg_ParseTuple(args, "SnnO!n", &window, &base, &at, &PyList_Type, &batch, &first)) return NULL;
    Py_ssize_t limit = base + PyBytes_GET_SIZE(window);
    if (base < 0 || first < 0 || at < base || at > limit) return PyErr_Format(PyExc_ValueError, "a range leaves its window");
    count = PyList_GET_SIZE(batch);
    for (reach = at, next = first; next < count; next++) {
        PyObject *edit = PyList_GET_ITEM(batch, next);
        if (!tuple_of(edit, 10) || !offset_at(edit, 0, &low) || !offset_at(edit, 1, &high) || !offset_at(edit, 3, &start) ||
            !offset_at(edit, 4, &end)) return NULL;
        if (!PyBytes_Check(PyTuple_GET_ITEM(edit, 2))) return PyErr_Format(PyExc_TypeError, "a replacement is bytes");
        if (!(reach <= low && low <= start && start <= end && end <= high && high <= limit)) break;
        total += low - reach + PyBytes_GET_SIZE(PyTuple_GET_ITEM(edit, 2));
        reach = high;
    }
    PyObject *joined = PyBytes_FromStringAndSize(NULL, total), *values = PyList_New(0), *doubtful = PyList_New(0);
    if (!joined || !values || !doubtful) goto fail;
    char *out = PyBytes_AS_STRING(joined);
    const char *bytes = PyBytes_AS_STRING(window);
    for (Py_ssize_t i = first; i < next; i++) {
        PyObject *edit = PyList_GET_ITEM(batch, i), *new = PyTuple_GET_ITEM(edit, 2);
        if (!offset_at(edit, 0, &low) || !offset_at(edit, 1, &high) || !offset_at(edit, 3, &start) || !offset_at(edit, 4, &end))
            goto fail;
        Py_ssize_t size = PyBytes_GET_SIZE(new);
        memcpy(out, bytes + (at - base), (size_t)(low - at));
        memcpy(out + (low - at), PyBytes_AS_STRING(new), (size_t)size);
        out += low - at + size;
        at = high;
        PyObject *value = PyBytes_FromStringAndSize(bytes + (start - base), end - start);
        int failed = !value || PyList_Append(values, value) < 0;
        if (!failed && !is_certain((unsigned char *)PyBytes_AS_STRING(value), end - start, (unsigned char *)PyBytes_AS_STRING(new), size)) {
            PyObject *number = PyLong_FromSsize_t(i);
            failed = !number || PyList_Append(doubtful, number) < 0;
            Py_XDECREF(number);
        }
        Py_XDECREF(value);
        if (failed) goto fail;
    }
    return Py_BuildValue("(NNNnn)", joined, values, doubtful, at, next);
fail:
    Py_XDECREF(joined);
    Py_XDECREF(values);
    Py_XDECREF(doubtful);
    return NULL;
}

/* ---- the sieve --------------------------------------------------------------------------------------------------- */

typedef struct {
    uint32_t hash, size;
    size_t place;      /* of the bytes in the store */
    int32_t literal;   /* first literal that is filed under the word, or -1 */
    uint8_t used, whole;
} Entry;

typedef struct {
    Entry *entries;
    size_t mask, count;
    char *store;
    size_t used, room;
} Table;

static void table_free(Table *table) {
    PyMem_Free(table->entries);
    PyMem_Free(table->store);
    memset(table, 0, sizeof *table);
}

static int table_make(Table *table, size_t expected) {
    size_t size = 64;
    while (size < 2 * expected + 2) size *= 2;
    table->entries = PyMem_Calloc(size, sizeof(Entry));
    table->mask = size - 1;
    if (table->entries) return 0;
    PyErr_NoMemory();
    return -1;
}

#define SEED 2166136261u
#define STEP(hash, byte) (((hash) ^ (byte)) * 16777619u)

static uint32_t hash_of(const unsigned char *bytes, size_t size) {
    uint32_t hash = SEED;
    for (size_t i = 0; i < size; i++) hash = STEP(hash, bytes[i]);
    return hash;
}

static inline uint32_t mixed(uint32_t hash) {
    hash ^= hash >> 15;
    hash *= 0x85ebca6bu;
    return hash ^ hash >> 13;
}

static Entry *table_find(const Table *table, const unsigned char *bytes, size_t size, uint32_t hash) {
    /* The entry, or the free one where it belongs; a table is never full. */
    size_t at = mixed(hash) & table->mask;
    for (;; at = (at + 1) & table->mask) {
        Entry *entry = &table->entries[at];
        if (!entry->used) return entry;
        if (entry->hash == hash && entry->size == size && !memcmp(table->store + entry->place, bytes, size)) return entry;
    }
}

static Entry *table_add(Table *table, const unsigned char *bytes, size_t size) {
    uint32_t hash = hash_of(bytes, size);
    Entry *entry = table_find(table, bytes, size, hash);
    if (entry->used) return entry;
    if (table->room - table->used < size) {
        size_t room = 2 * table->room + size + 256;
        char *store = PyMem_Realloc(table->store, room);
        if (!store) {
            PyErr_NoMemory();
            return NULL;
        }
        table->store = store;
        table->room = room;
    }
    if (size) memcpy(table->store + table->used, bytes, size);
    *entry = (Entry){hash, (uint32_t)size, table->used, -1, 1, 0};
    table->used += size;
    table->count++;
    return entry;
}

typedef struct {
    size_t place, size, offset; /* the literal's bytes in the store of the words; where in it its word begins */
    int32_t next;
} Literal;

typedef struct {
    PyObject_HEAD
    Table words, squeezed, seen;
    Literal *literals;
    size_t shortest, longest;
    int addresses, macs, small, letters;
    char *texts;
} Sieve;

#define SEEN 8192
#define SEEN_BYTES (256u << 10)
#define LONGEST 4096

static void sieve_dealloc(Sieve *self) {
    table_free(&self->words);
    table_free(&self->squeezed);
    table_free(&self->seen);
    PyMem_Free(self->literals);
    PyMem_Free(self->texts);
    PyTypeObject *type = Py_TYPE(self);
    type->tp_free((PyObject *)self);
}

static int sieve_word(Sieve *self, const unsigned char *bytes, size_t size, int whole, int32_t literal) {
    Entry *entry = table_add(&self->words, bytes, size);
    if (!entry) return -1;
    entry->whole |= (uint8_t)whole;
    if (literal >= 0) {
        self->literals[literal].next = entry->literal;
        entry->literal = literal;
    }
    if (size < self->shortest) self->shortest = size;
    if (size > self->longest) self->longest = size;
    return 0;
}

static int sieve_literals(Sieve *self, PyObject *literals) {
    /* A literal is (its bytes, where in them the word begins that it is filed under, where that ends). */
    Py_ssize_t count = PyList_GET_SIZE(literals), start, end;
    size_t total = 0, at = 0;
    for (Py_ssize_t i = 0; i < count; i++) {
        PyObject *one = PyList_GET_ITEM(literals, i);
        if (!tuple_of(one, 3) || !PyBytes_Check(PyTuple_GET_ITEM(one, 0))) {
            if (!PyErr_Occurred()) PyErr_SetString(PyExc_TypeError, "a literal is bytes");
            return -1;
        }
        total += (size_t)PyBytes_GET_SIZE(PyTuple_GET_ITEM(one, 0));
    }
    self->literals = PyMem_Calloc((size_t)count + 1, sizeof(Literal));
    self->texts = PyMem_Malloc(total + 1);
    if (!self->literals || !self->texts || count > INT32_MAX) {
        PyErr_NoMemory();
        return -1;
    }
    for (Py_ssize_t i = 0; i < count; i++) {
        PyObject *one = PyList_GET_ITEM(literals, i), *value = PyTuple_GET_ITEM(one, 0);
        size_t size = (size_t)PyBytes_GET_SIZE(value);
        if (!offset_at(one, 1, &start) || !offset_at(one, 2, &end)) return -1;
        if (!(0 <= start && start < end && (size_t)end <= size)) {
            PyErr_SetString(PyExc_ValueError, "a literal's word leaves it");
            return -1;
        }
        memcpy(self->texts + at, PyBytes_AS_STRING(value), size);
        self->literals[i] = (Literal){at, size, (size_t)start, -1};
        if (sieve_word(self, (unsigned char *)self->texts + at + start, (size_t)(end - start), 0, (int32_t)i) < 0) return -1;
        at += size;
    }
    return 0;
}

static int table_of(Table *table, PyObject *list, size_t more) {
    return table_make(table, (size_t)PyList_GET_SIZE(list) + more);
}

/* Sieve(words, literals, squeezed, addresses, macs, small, letters) */
static PyObject *sieve_new(PyTypeObject *type, PyObject *args, PyObject *kwargs) {
    PyObject *words, *literals, *squeezed;
    int addresses, macs, small, letters;
    if (!PyArg_ParseTuple(args, "O!O!O!pppp", &PyList_Type, &words, &PyList_Type, &literals, &PyList_Type, &squeezed,
                          &addresses, &macs, &small, &letters)) return NULL;
    Sieve *self = (Sieve *)type->tp_alloc(type, 0);
    if (!self) return NULL;
    self->addresses = addresses;
    self->macs = macs;
    self->small = small;
    self->letters = letters;
    self->shortest = SIZE_MAX;
    if (table_of(&self->words, words, (size_t)PyList_GET_SIZE(literals)) < 0 || table_of(&self->squeezed, squeezed, 0) < 0 ||
        table_make(&self->seen, SEEN) < 0 || sieve_literals(self, literals) < 0) goto fail;
    for (Py_ssize_t i = 0; i < PyList_GET_SIZE(words); i++) {
        PyObject *word = PyList_GET_ITEM(words, i);
        if (!PyBytes_Check(word)) goto wrong;
        if (sieve_word(self, (unsigned char *)PyBytes_AS_STRING(word), (size_t)PyBytes_GET_SIZE(word), 1, -1) < 0) goto fail;
    }
    for (Py_ssize_t i = 0; i < PyList_GET_SIZE(squeezed); i++) {
        PyObject *word = PyList_GET_ITEM(squeezed, i);
        if (!PyBytes_Check(word)) goto wrong;
        if (!table_add(&self->squeezed, (unsigned char *)PyBytes_AS_STRING(word), (size_t)PyBytes_GET_SIZE(word))) goto fail;
    }
    return (PyObject *)self;
wrong:
    PyErr_SetString(PyExc_TypeError, "words are bytes");
fail:
    Py_DECREF(self);
    return NULL;
}

typedef struct {
    int count, null, letters;
} Readable;

static inline int readable(Readable *run, unsigned char byte) {
    /* True once six readable bytes follow one another, each with at most one zero byte behind it. */
    if ((byte >= 0x20 && byte <= 0x7e) || (run->letters && byte >= 0x80)) {
        run->null = 1;
        return ++run->count >= 6;
    }
    if (!byte && run->null) run->null = 0;
    else run->count = run->null = 0;
    return 0;
}

static int base64_speaks(const unsigned char *run, size_t size, unsigned phase, int letters) {
    uint32_t bits = 0;
    unsigned held = phase * 6 % 8;
    Readable state = {0, 0, letters};
    for (size_t i = 0; i < size + 3; i++) { /* the padding is of letters A, zero bits */
        bits = bits << 6 | (i < size ? sextet[run[i]] : 0u);
        held += 6;
        if (held >= 8) {
            held -= 8;
            if (readable(&state, (unsigned char)(bits >> held))) return 1;
        }
    }
    return 0;
}

static int hexadecimal_speaks(const unsigned char *run, size_t size, int letters) {
    for (size_t phase = 0; phase < 2; phase++) {
        Readable state = {0, 0, letters};
        for (size_t i = phase; i + 1 < size; i += 2)
            if (readable(&state, (unsigned char)(nibble[run[i]] << 4 | nibble[run[i + 1]]))) return 1;
    }
    return 0;
}

static int any_base64(const Sieve *self, const unsigned char *token, size_t size) {
    /* True where a base64 stretch of the token decodes to something readable. */
    for (size_t start = 0, end; start < size; start = end + 1) {
        int big = 0, small = 0, other = 0;
        for (end = start; end < size && sextet[token[end]] != 255; end++) {
            unsigned char byte = token[end];
            if (byte >= 'A' && byte <= 'Z') big = 1;
            else if (byte >= 'a' && byte <= 'z') small = 1;
            else if (byte < '0' || byte > '9') other = 1;
        }
        if (end - start < 8 || !(big || small || other)) continue;
        unsigned phases = big == small ? 4 : 1;
        for (unsigned phase = 0; phase < phases; phase++)
            if (base64_speaks(token + start, end - start, phase, self->letters)) return 1;
    }
    return 0;
}

enum { PASS, LOOK, HIT };

static int squeezed_piece(const Sieve *self, const unsigned char *piece, size_t size, int hex) {
    if (self->squeezed.count && table_find(&self->squeezed, piece, size, hash_of(piece, size))->used) return HIT;
    if (self->macs && (size == 14 || size == 16)) return LOOK;
    return size >= 12 && hex && hexadecimal_speaks(piece, size, self->letters) ? LOOK : PASS;
}

static int any_squeezed(const Sieve *self, const unsigned char *token, size_t size) {
    unsigned char piece[LONGEST];
    size_t length = 0;
    int hex = 1, worst = PASS;
    for (size_t i = 0; i <= size; i++) {
        unsigned char byte = i < size ? token[i] : ' ';
        if (kind[byte] & ALNUM) {
            piece[length++] = lower[byte];
            hex &= (kind[byte] & HEX) != 0;
        } else if (byte != '.' && byte != ':' && byte != '-') {
            int found = length ? squeezed_piece(self, piece, length, hex) : PASS;
            if (found > worst) worst = found;
            length = 0;
            hex = 1;
        }
    }
    return worst;
}

typedef struct {
    size_t dots, dashes, colons, lines;
    int double_colon, escaped, upper;
    unsigned char marks[3];
    int mark_count;
} Marks;

static int is_address_like(const Sieve *self, const Marks *marks, size_t size) {
    if (marks->dots > 2 || marks->dashes > 2 || marks->lines > 2) return 1;
    if (marks->double_colon || marks->colons > 6) return 1;
    int dated = marks->mark_count == 3 && marks->dashes == 2 && marks->marks[0] == '-' && marks->marks[1] == '-' &&
                (marks->marks[2] == ':' || marks->marks[2] == '.');
    return self->macs && size > 13 && (marks->dots > 1 || marks->colons > 4 || (marks->dashes > 1 && !dated));
}

static int literal_here(const Sieve *self, int32_t number, const unsigned char *text, size_t size, size_t word) {
    /* True where one of the literals of a chain stands with its word at `word`; the text is ASCII. */
    for (; number >= 0; number = self->literals[number].next) {
        const Literal *literal = &self->literals[number];
        const unsigned char *value = (const unsigned char *)self->texts + literal->place;
        if (word < literal->offset || size - (word - literal->offset) < literal->size) continue;
        size_t start = word - literal->offset, end = start + literal->size, i = 0;
        while (i < literal->size && lower[text[start + i]] == value[i]) i++;
        if (i < literal->size) continue;
        if (start && kind[text[start - 1]] & ALNUM && kind[value[0]] & ALNUM) continue;
        if (end < size && kind[text[end]] & ALNUM && kind[value[literal->size - 1]] & ALNUM) continue;
        return 1;
    }
    return 0;
}

static int word_hit(const Sieve *self, const unsigned char *text, size_t size, size_t start, size_t end, uint32_t hash, int ascii) {
    size_t length = end - start, i;
    for (size_t at = mixed(hash) & self->words.mask;; at = (at + 1) & self->words.mask) {
        const Entry *entry = &self->words.entries[at];
        if (!entry->used) return 0;
        if (entry->hash != hash || entry->size != length) continue;
        const unsigned char *word = (const unsigned char *)self->words.store + entry->place;
        for (i = 0; i < length && lower[text[start + i]] == word[i]; i++) {}
        if (i < length) continue;
        return entry->whole || (entry->literal >= 0 && (!ascii || literal_here(self, entry->literal, text, size, start)));
    }
}

static int token_kind(Sieve *self, const unsigned char *token, size_t size, const Marks *marks) {
    /* Whether Python has to look at a token whose words were looked at: one that was seen before says nothing new. */
    int looks = marks->escaped || (self->addresses && is_address_like(self, marks, size));
    if (size > LONGEST) looks = 1;
    else if (size > 7) {
        int found = any_squeezed(self, token, size);
        if (found == HIT) return HIT;
        looks |= found == LOOK || ((marks->upper || self->small) && any_base64(self, token, size));
    }
    return looks ? LOOK : PASS;
}

static int is_new(Sieve *self, const unsigned char *token, size_t size) {
    /* -1 without memory */
    if (self->seen.count >= SEEN || self->seen.used > SEEN_BYTES) {
        memset(self->seen.entries, 0, (self->seen.mask + 1) * sizeof(Entry));
        self->seen.count = self->seen.used = 0;
    }
    size_t before = self->seen.count;
    if (!table_add(&self->seen, token, size)) return -1;
    return self->seen.count > before;
}

typedef struct {
    char *bytes;
    size_t used, room;
} Buffer;

static int buffer_add(Buffer *buffer, const unsigned char *token, size_t size) {
    if (buffer->room - buffer->used < size + 1) {
        size_t room = 2 * buffer->room + size + 1024;
        char *bytes = PyMem_Realloc(buffer->bytes, room);
        if (!bytes) {
            PyErr_NoMemory();
            return -1;
        }
        buffer->bytes = bytes;
        buffer->room = room;
    }
    memcpy(buffer->bytes + buffer->used, token, size);
    buffer->used += size;
    buffer->bytes[buffer->used++] = ' ';
    return 0;
}

static int is_ascii(const unsigned char *text, size_t size) {
    unsigned char all = 0;
    for (size_t i = 0; i < size; i++) all |= text[i];
    return all < 0x80;
}

static int sift_token(Sieve *self, const unsigned char *text, size_t size, size_t *place, int ascii, Buffer *out) {
    /* Look at the token that begins at *place and move there behind it; -1 error, HIT or PASS. */
    size_t at = *place, start = at;
    Marks marks = {0};
    while (at < size && kind[text[at]] & TOKEN) {
        if (kind[text[at]] & ALNUM) {
            size_t word = at;
            uint32_t hash = SEED;
            for (; at < size && kind[text[at]] & ALNUM; at++) {
                hash = STEP(hash, lower[text[at]]);
                marks.upper |= kind[text[at]] & UPPER;
            }
            if (at - word >= self->shortest && at - word <= self->longest && word_hit(self, text, size, word, at, hash, ascii))
                return HIT;
            continue;
        }
        unsigned char byte = text[at++];
        if (marks.mark_count < 3) marks.marks[marks.mark_count++] = byte;
        marks.dots += byte == '.';
        marks.dashes += byte == '-';
        marks.lines += byte == '_';
        marks.colons += byte == ':';
        marks.double_colon |= byte == ':' && at < size && text[at] == ':';
        marks.escaped |= byte == '%' || byte == '\\';
    }
    *place = at;
    int found = token_kind(self, text + start, at - start, &marks);
    if (found != LOOK) return found;
    int fresh = is_new(self, text + start, at - start);
    return fresh < 0 || (fresh && buffer_add(out, text + start, at - start) < 0) ? -1 : PASS;
}

/* sift(text) -> the tokens that have to be looked at, parted by blanks; None where all of the text has to be */
static PyObject *sieve_sift(Sieve *self, PyObject *text) {
    if (!PyBytes_Check(text)) return PyErr_Format(PyExc_TypeError, "bytes are needed");
    const unsigned char *bytes = (unsigned char *)PyBytes_AS_STRING(text);
    size_t size = (size_t)PyBytes_GET_SIZE(text), at = 0;
    if (memchr(bytes, 0, size)) Py_RETURN_NONE;
    Buffer out = {NULL, 0, 0};
    int ascii = is_ascii(bytes, size), found = PASS;
    while (at < size && found == PASS) {
        if (kind[bytes[at]] & TOKEN) found = sift_token(self, bytes, size, &at, ascii, &out);
        else at++;
    }
    PyObject *tokens = NULL;
    if (found == HIT) tokens = Py_NewRef(Py_None);
    else if (found == PASS) tokens = PyBytes_FromStringAndSize(out.bytes, (Py_ssize_t)out.used);
    PyMem_Free(out.bytes);
    return tokens;
}

/* forget() : what was handed out is handed out again */
static PyObject *sieve_forget(Sieve *self, PyObject *Py_UNUSED(ignored)) {
    memset(self->seen.entries, 0, (self->seen.mask + 1) * sizeof(Entry));
    self->seen.count = self->seen.used = 0;
    Py_RETURN_NONE;
}

static PyMethodDef sieve_methods[] = {
    {"sift", (PyCFunction)sieve_sift, METH_O, "The tokens to be looked at; None: all of the text."},
    {"forget", (PyCFunction)sieve_forget, METH_NOARGS, "Hand out again what was handed out."},
    {NULL, NULL, 0, NULL},
};

static PyTypeObject SieveType = {
    PyVarObject_HEAD_INIT(NULL, 0).tp_name = "redactor._native.Sieve",
    .tp_basicsize = sizeof(Sieve),
    .tp_flags = Py_TPFLAGS_DEFAULT,
    .tp_new = sieve_new,
    .tp_dealloc = (destructor)sieve_dealloc,
    .tp_methods = sieve_methods,
};

/* ---- the module -------------------------------------------------------------------------------------------------- */

static PyMethodDef methods[] = {
    {"wanted", wanted, METH_VARARGS, "Findings as decisions."},
    {"clusters", clusters, METH_VARARGS, "Sorted decisions with their clusters settled."},
    {"edits", edits, METH_VARARGS, "Decisions as edits."},
    {"spans", spans, METH_VARARGS, "Edits and keeps in one stream."},
    {"between", between, METH_VARARGS, "What lies between spans."},
    {"stretch", stretch, METH_VARARGS, "What the copy of a stretch has to be."},
    {"uncovered", uncovered, METH_VARARGS, "Findings that lie in no span."},
    {NULL, NULL, 0, NULL},
};

static struct PyModuleDef module = {PyModuleDef_HEAD_INIT, "redactor._native", "Inner loops in C.", -1, methods, NULL, NULL, NULL, NULL};

PyMODINIT_FUNC PyInit__native(void) {
    fill_tables();
    if (PyType_Ready(&SpansType) < 0 || PyType_Ready(&SieveType) < 0) return NULL;
    PyObject *made = PyModule_Create(&module);
    if (made && PyModule_AddObjectRef(made, "Sieve", (PyObject *)&SieveType) < 0) Py_CLEAR(made);
    return made;
}
