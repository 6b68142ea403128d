/* The rules' patterns as programs: what `re` finds with them on a line, without a Python call for each rule.

   `redactor/detect/programs.py` writes the programs and says what they mean; `re` is the specification, and
   tests/test_programs.py holds the two to each other.  A backtracking matcher in the order of `re`: the first alternative
   and the longest (lazy: the shortest) repeat first.  No recursion: what is still to be tried stands on a stack of our
   own.  Programs are judged when they come in, so that none leads out of its code, its sets or the text. */

#define PY_SSIZE_T_CLEAN
#include <Python.h>
#include <stdint.h>
#include <string.h>

enum { CHAR, SET, SPLIT, LAZY, JUMP, SAVE, BOL, EOL, WORD, NOT_WORD, NOT_BEHIND, NOT_AHEAD, MANY, FEW, SWITCH, FAIL, MATCH, OPS };
static const unsigned short operands[OPS] = {1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 1, 1, 3, 3, 257, 0, 0};
/* of SWITCH: where to go for each byte, and at the end of the text */
#define CASES 257

#define UNBOUNDED 0xffffffffu

typedef struct {
    uint32_t *code; /* NULL until it is first asked for */
    uint32_t size, set_count;
    unsigned char (*sets)[256];
    unsigned char first[256]; /* bytes that a match may begin with */
} Program;

typedef struct {
    uint32_t pc; /* where to go on; of a repeat, its own place */
    int repeat;
    Py_ssize_t at, bound, start, end; /* `at` is where to go on, `bound` how far a repeat may still give back or take */
} Frame;

typedef struct {
    PyObject_HEAD
    Program *programs;
    Py_ssize_t count;
    PyObject *load; /* number -> program as bytes */
    Frame *stack;
    size_t room;
} Patterns;

typedef struct {
    const unsigned char *text;
    Py_ssize_t end; /* as if the text ended here */
    Py_ssize_t start, stop; /* of the value; -1 where it took no part */
    Py_ssize_t matched; /* where the whole match ends */
} Match;

static int is_word(unsigned char c) {
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '_';
}

static int at_boundary(const Match *m, Py_ssize_t at) {
    int before = at > 0 && is_word(m->text[at - 1]), after = at < m->end && is_word(m->text[at]);
    return before != after;
}

static Frame *push(Patterns *self, size_t *depth) {
    if (*depth == self->room) {
        size_t room = self->room ? self->room * 2 : 256;
        Frame *more = PyMem_Realloc(self->stack, room * sizeof(Frame));
        if (!more) {
            PyErr_NoMemory();
            return NULL;
        }
        self->stack = more;
        self->room = room;
    }
    return &self->stack[(*depth)++];
}

static int run(Patterns *self, const Program *program, Match *m, Py_ssize_t at) {
    /* 1 where the program matches at `at`, 0 where it does not, -1 with an error set. */
    const uint32_t *code = program->code;
    const unsigned char *text = m->text;
    const Py_ssize_t end = m->end;
    size_t depth = 0;
    uint32_t pc = 0;
    m->start = m->stop = -1;
    for (;;) {
        int going = 1;
        switch (code[pc]) {
        case CHAR:
            going = at < end && text[at] == code[pc + 1];
            at++, pc += 2;
            break;
        case SET:
            going = at < end && program->sets[code[pc + 1]][text[at]];
            at++, pc += 2;
            break;
        case SPLIT:
        case LAZY: {
            Frame *frame = push(self, &depth);
            if (!frame) return -1;
            int lazy = code[pc] == LAZY;
            *frame = (Frame){lazy ? pc + 2 : code[pc + 1], 0, at, 0, m->start, m->stop};
            pc = lazy ? code[pc + 1] : pc + 2;
            break;
        }
        case JUMP: pc = code[pc + 1]; break;
        case SAVE:
            if (code[pc + 1]) m->stop = at;
            else m->start = at;
            pc += 2;
            break;
        case BOL: going = at == 0 || text[at - 1] == '\n', pc += 1; break;
        case EOL: going = at == end || text[at] == '\n', pc += 1; break;
        case WORD: going = at_boundary(m, at), pc += 1; break;
        case NOT_WORD: going = !at_boundary(m, at), pc += 1; break;
        case NOT_BEHIND: going = at == 0 || !program->sets[code[pc + 1]][text[at - 1]], pc += 2; break;
        case NOT_AHEAD: going = at == end || !program->sets[code[pc + 1]][text[at]], pc += 2; break;
        case MANY:
        case FEW: {
            const unsigned char *set = program->sets[code[pc + 1]];
            Py_ssize_t least = (Py_ssize_t)code[pc + 2], left = end - at;
            Py_ssize_t most = code[pc + 3] == UNBOUNDED || (Py_ssize_t)code[pc + 3] > left ? left : (Py_ssize_t)code[pc + 3];
            int lazy = code[pc] == FEW;
            Py_ssize_t taken = 0, wanted = lazy ? least : most;
            while (taken < wanted && taken < most && set[text[at + taken]]) taken++;
            if (taken < least) {
                going = 0;
                break;
            }
            if (lazy ? taken < most : taken > least) {
                Frame *frame = push(self, &depth);
                if (!frame) return -1;
                *frame = (Frame){pc, lazy ? 2 : 1, at + taken, lazy ? at + most : at + least, m->start, m->stop};
            }
            at += taken, pc += 4;
            break;
        }
        case SWITCH: pc = code[pc + 1 + (at < end ? text[at] : CASES - 1)]; break;
        case FAIL: going = 0; break;
        case MATCH: m->matched = at; return 1;
        default: return 0;
        }
        while (!going) {
            if (!depth) return 0;
            Frame *frame = &self->stack[depth - 1];
            m->start = frame->start, m->stop = frame->end;
            if (!frame->repeat) {
                at = frame->at, pc = frame->pc, depth--, going = 1;
            } else if (frame->repeat == 1) { /* one less; straight to where the byte that must follow stands */
                Py_ssize_t back = frame->at - 1;
                uint32_t next = frame->pc + 4;
                if (code[next] == CHAR) {
                    while (back >= frame->bound && (back >= end || text[back] != code[next + 1])) back--;
                }
                if (back < frame->bound) {
                    depth--;
                    continue;
                }
                frame->at = at = back, pc = next, going = 1;
                if (back == frame->bound) depth--;
            } else { /* one more */
                if (frame->at >= frame->bound || !program->sets[code[frame->pc + 1]][text[frame->at]]) {
                    depth--;
                    continue;
                }
                at = ++frame->at, pc = frame->pc + 4, going = 1;
            }
        }
    }
}

static int find_all(Patterns *self, Py_ssize_t number, const unsigned char *text, Py_ssize_t low, Py_ssize_t high, PyObject *found) {
    const Program *program = &self->programs[number];
    Match m = {text, high, -1, -1, 0};
    for (Py_ssize_t at = low; at < high; at++) {
        if (!program->first[text[at]]) continue;
        int matched = run(self, program, &m, at);
        if (matched < 0) return 0;
        if (!matched) continue;
        if (m.start >= 0 && m.start < m.stop) {
            PyObject *item = Py_BuildValue("(nnn)", number, m.start, m.stop);
            if (!item || PyList_Append(found, item) < 0) {
                Py_XDECREF(item);
                return 0;
            }
            Py_DECREF(item);
        }
        at = m.matched - 1; /* programs match one byte at least */
    }
    return 1;
}

static int sound(const Program *program) {
    /* Whether no run can leave the code or the sets: targets are beginnings of instructions, and the last is MATCH. */
    unsigned char *begins = PyMem_Calloc(program->size + 1, 1);
    uint32_t pc = 0, last = 0;
    int good = begins != NULL;
    while (good && pc < program->size) {
        begins[pc] = 1, last = pc;
        good = program->code[pc] < OPS && pc + 1 + operands[program->code[pc]] <= program->size;
        if (good) pc += 1 + operands[program->code[pc]];
    }
    good = good && program->size && program->code[last] == MATCH;
    for (pc = 0; good && pc < program->size; pc += 1 + operands[program->code[pc]]) {
        uint32_t op = program->code[pc], value = operands[op] ? program->code[pc + 1] : 0;
        if (op == SPLIT || op == LAZY || op == JUMP) good = value < program->size && begins[value];
        for (uint32_t i = 0; op == SWITCH && good && i < CASES; i++) {
            good = program->code[pc + 1 + i] < program->size && begins[program->code[pc + 1 + i]];
        }
        if (op == SET || op == NOT_BEHIND || op == NOT_AHEAD || op == MANY || op == FEW) good = value < program->set_count;
        if (op == MANY || op == FEW) good = good && program->code[pc + 2] <= program->code[pc + 3];
    }
    PyMem_Free(begins);
    return good;
}

static void drop(Program *program) {
    PyMem_Free(program->code);
    PyMem_Free(program->sets);
    program->code = NULL, program->sets = NULL;
}

static void unpack(const unsigned char *bits, unsigned char *bytes) {
    for (int i = 0; i < 256; i++) bytes[i] = bits[i >> 3] >> (i & 7) & 1;
}

static int take(Program *program, const unsigned char *blob, size_t size) {
    /* A program as bytes: number of sets (32 bits), the bytes it may begin with and the sets (256 bits each), code. */
    uint32_t sets;
    if (size < 36) return 0;
    memcpy(&sets, blob, 4);
    if (sets > 1 << 16 || size < 36 + (size_t)sets * 32) return 0;
    size_t code = size - 36 - (size_t)sets * 32;
    if (!code || code % 4 || code > 1 << 24) return 0;
    program->set_count = sets;
    program->size = (uint32_t)(code / 4);
    program->sets = PyMem_Malloc((size_t)sets * 256 + 1);
    program->code = PyMem_Malloc(code);
    if (!program->sets || !program->code) return 0;
    unpack(blob + 4, program->first);
    for (uint32_t i = 0; i < sets; i++) unpack(blob + 36 + (size_t)i * 32, program->sets[i]);
    memcpy(program->code, blob + 36 + (size_t)sets * 32, code);
    return sound(program);
}

static int ready(Patterns *self, Py_ssize_t number) {
    /* Whether a program is there; one that is asked for the first time is loaded. */
    if (number < 0 || number >= self->count) {
        if (!PyErr_Occurred()) PyErr_SetString(PyExc_IndexError, "there is no such program");
        return 0;
    }
    Program *program = &self->programs[number];
    if (program->code) return 1;
    Py_buffer blob;
    PyObject *made = PyObject_CallFunction(self->load, "n", number);
    if (!made) return 0;
    if (PyObject_GetBuffer(made, &blob, PyBUF_SIMPLE) == 0) {
        if (!take(program, blob.buf, (size_t)blob.len)) {
            drop(program);
            PyErr_SetString(PyExc_ValueError, "a program is not sound");
        }
        PyBuffer_Release(&blob);
    }
    Py_DECREF(made);
    return program->code != NULL;
}

static PyObject *patterns_find(PyObject *object, PyObject *args) {
    Patterns *self = (Patterns *)object;
    Py_buffer text;
    Py_ssize_t low, high;
    PyObject *numbers;
    if (!PyArg_ParseTuple(args, "y*nnO", &text, &low, &high, &numbers)) return NULL;
    PyObject *found = NULL, *wanted = PySequence_Fast(numbers, "numbers are a sequence");
    if (!wanted) goto done;
    if (low < 0 || high < low || high > text.len) {
        PyErr_SetString(PyExc_ValueError, "a range leaves its text");
        goto done;
    }
    found = PyList_New(0);
    for (Py_ssize_t i = 0; found && i < PySequence_Fast_GET_SIZE(wanted); i++) {
        Py_ssize_t number = PyLong_AsSsize_t(PySequence_Fast_GET_ITEM(wanted, i));
        if (!ready(self, number) || !find_all(self, number, text.buf, low, high, found)) Py_CLEAR(found);
    }
done:
    Py_XDECREF(wanted);
    PyBuffer_Release(&text);
    return found;
}

static int patterns_traverse(PyObject *object, visitproc visit, void *arg) {
    Py_VISIT(((Patterns *)object)->load);
    return 0;
}

static int patterns_clear(PyObject *object) {
    Py_CLEAR(((Patterns *)object)->load);
    return 0;
}

static void patterns_dealloc(PyObject *object) {
    Patterns *self = (Patterns *)object;
    PyObject_GC_UnTrack(object);
    for (Py_ssize_t i = 0; self->programs && i < self->count; i++) drop(&self->programs[i]);
    PyMem_Free(self->programs);
    PyMem_Free(self->stack);
    Py_XDECREF(self->load);
    Py_TYPE(object)->tp_free(object);
}

static PyObject *patterns_new(PyTypeObject *type, PyObject *args, PyObject *kwargs) {
    PyObject *load;
    Py_ssize_t count;
    if (kwargs && PyDict_GET_SIZE(kwargs)) return PyErr_Format(PyExc_TypeError, "no keywords");
    if (!PyArg_ParseTuple(args, "nO", &count, &load)) return NULL;
    if (count < 0 || count > 1 << 20) return PyErr_Format(PyExc_ValueError, "too many programs");
    Patterns *self = (Patterns *)type->tp_alloc(type, 0);
    if (!self) return NULL;
    self->load = Py_NewRef(load);
    self->count = count;
    self->programs = PyMem_Calloc((size_t)count + 1, sizeof(Program));
    if (!self->programs) {
        Py_DECREF(self);
        return PyErr_NoMemory();
    }
    return (PyObject *)self;
}

static PyMethodDef methods[] = {
    {"find", patterns_find, METH_VARARGS, "find(text, low, high, numbers) -> [(number, start, end of the value)] in order of `numbers`, then of places"},
    {NULL, NULL, 0, NULL},
};

static PyTypeObject patterns_type = {
    PyVarObject_HEAD_INIT(NULL, 0).tp_name = "redactor._patterns.Patterns",
    .tp_basicsize = sizeof(Patterns),
    .tp_dealloc = patterns_dealloc,
    .tp_flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC,
    .tp_traverse = patterns_traverse,
    .tp_clear = patterns_clear,
    .tp_doc = "Patterns(count, load): `load(number)` gives a program as bytes when it is first asked for",
    .tp_methods = methods,
    .tp_new = patterns_new,
};

static struct PyModuleDef module = {PyModuleDef_HEAD_INIT, "redactor._patterns", NULL, -1, NULL, NULL, NULL, NULL, NULL};

PyMODINIT_FUNC PyInit__patterns(void) {
    if (PyType_Ready(&patterns_type) < 0) return NULL;
    PyObject *made = PyModule_Create(&module);
    if (made && PyModule_AddObjectRef(made, "Patterns", (PyObject *)&patterns_type) < 0) Py_CLEAR(made);
    return made;
}
