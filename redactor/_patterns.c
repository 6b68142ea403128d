/* The rules on lines without a Python call for each: patterns as programs, and plans for lines that were seen before.

   `redactor/detect/programs.py` writes the programs and says what they mean, `redactor/detect/shapes.py` makes the plans.
   `re` is the specification, and tests/test_programs.py holds the two to each other.  A backtracking matcher in the order of `re`: the first alternative
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

static int found_one(Patterns *self, Py_ssize_t number, const unsigned char *text, Py_ssize_t low, Py_ssize_t high) {
    /* Whether a program matches a value anywhere in the range; -1 with an error set. */
    if (!ready(self, number)) return -1;
    const Program *program = &self->programs[number];
    Match m = {text, high, -1, -1, 0};
    for (Py_ssize_t at = low; at < high; at++) {
        int matched = program->first[text[at]] ? run(self, program, &m, at) : 0;
        if (matched < 0) return -1;
        if (!matched) continue;
        if (m.start >= 0 && m.start < m.stop) return 1;
        at = m.matched - 1;
    }
    return 0;
}

static int add_number(PyObject *list, Py_ssize_t number) {
    PyObject *item = PyLong_FromSsize_t(number);
    int done = item && PyList_Append(list, item) == 0;
    Py_XDECREF(item);
    return done;
}

enum { OWN = 1, WEAKENED = 2, NUMBERS = 1 << 12 };

static int line_done(Patterns *self, const unsigned char *ways, const Py_ssize_t *numbers, size_t count, const unsigned char *masked,
                     const unsigned char *sample, Py_ssize_t low, Py_ssize_t high, PyObject *lines) {
    /* Append what the candidate rules do on one line. */
    PyObject *found = PyList_New(0), *anew = PyList_New(0), *left = PyList_New(0);
    int good = found && anew && left;
    for (size_t i = 0; good && i < count; i++) {
        Py_ssize_t number = numbers[i];
        if (ways[number] == OWN) {
            good = ready(self, number) && find_all(self, number, sample, low, high, found);
        } else if (ways[number] == WEAKENED) {
            int some = found_one(self, number + self->count / 2, masked, low, high);
            good = some == 0 || (some > 0 && add_number(anew, number));
        } else {
            good = add_number(left, number);
        }
    }
    if (good && (PyList_GET_SIZE(found) || PyList_GET_SIZE(anew) || PyList_GET_SIZE(left))) {
        PyObject *line = Py_BuildValue("(nnOOO)", low, high, found, anew, left);
        good = line && PyList_Append(lines, line) == 0;
        Py_XDECREF(line);
    }
    Py_XDECREF(found);
    Py_XDECREF(anew);
    Py_XDECREF(left);
    return good;
}

static PyObject *patterns_lines(PyObject *object, PyObject *args) {
    /* lines(masked, sample, events, ways): events are ascending, `end << 12 | number of the rule`. */
    Patterns *self = (Patterns *)object;
    Py_buffer masked, sample, ways;
    PyObject *events, *lines = NULL;
    if (!PyArg_ParseTuple(args, "y*y*O!y*", &masked, &sample, &PyList_Type, &events, &ways)) return NULL;
    const unsigned char *text = masked.buf;
    Py_ssize_t low = 0, high = -1, stop = 0, numbers[NUMBERS];
    unsigned char seen[NUMBERS] = {0};
    size_t count = 0;
    int good = masked.len == sample.len && ways.len <= NUMBERS && ways.len * 2 == self->count;
    if (!good) PyErr_SetString(PyExc_ValueError, "texts and rules do not fit each other");
    if (good) lines = PyList_New(0);
    good = lines != NULL;
    for (Py_ssize_t i = 0; good && i < PyList_GET_SIZE(events); i++) {
        long long event = PyLong_AsLongLong(PyList_GET_ITEM(events, i));
        Py_ssize_t end = (Py_ssize_t)(event >> 12), number = (Py_ssize_t)(event & (NUMBERS - 1));
        if (event < 0 || end > masked.len || number >= ways.len) {
            if (!PyErr_Occurred()) PyErr_SetString(PyExc_ValueError, "an event leaves its text");
            good = 0;
            break;
        }
        if (end > high) {
            if (count) good = line_done(self, ways.buf, numbers, count, text, sample.buf, low, stop, lines);
            while (count) seen[numbers[--count]] = 0;
            for (low = end > 0 ? end - 1 : 0; low > 0 && text[low - 1] != '\n';) low--;
            Py_ssize_t from = end > 0 ? end - 1 : 0;
            const unsigned char *line_end = memchr(text + from, '\n', (size_t)(masked.len - from));
            high = line_end ? line_end - text : masked.len;
            stop = high - (high > low && text[high - 1] == '\r');
        }
        if (good && !seen[number]) seen[number] = 1, numbers[count++] = number;
    }
    if (good && count) good = line_done(self, ways.buf, numbers, count, text, sample.buf, low, stop, lines);
    if (!good) Py_CLEAR(lines);
    PyBuffer_Release(&masked);
    PyBuffer_Release(&sample);
    PyBuffer_Release(&ways);
    return lines;
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
    {"lines", patterns_lines, METH_VARARGS, "lines(masked, sample, events, ways) -> [(low, high, matches, rules to run anew, rules left)]"},
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

/* ---- plans ------------------------------------------------------------------------------------------------------- */

enum { SLOTS = 1 << 16 };

typedef struct {
    Py_ssize_t start, end; /* relative to the line; a negative start is ~number of a program to be run on it */
    PyObject *entity, *score, *rule;
    PyObject *judge; /* NULL where nothing is left to ask */
    PyObject *verdicts; /* value -> score, where the value alone decides; else NULL */
} Step;

typedef struct {
    uint32_t hash, key, first; /* of the shape; where it stands in `keys`, and its steps in `steps` */
    uint16_t count, taken; /* of the steps; the shape's size plus 1, or 0 where the entry is free */
} Entry;

typedef struct {
    Entry *table;
    unsigned char *keys;
    Step *steps;
    size_t key_size, key_room, step_count, step_room, shapes;
} Shelf;

typedef struct {
    PyObject_HEAD
    Patterns *patterns;
    PyTypeObject *type; /* of a finding */
    PyObject *memo; /* (judge, score) -> verdicts */
    Shelf young, old; /* what is used again moves to the young; where that is full it becomes the old, whose rest is forgotten */
    Py_ssize_t most_shapes, most_bytes, longest, most_verdicts;
    uint64_t seed;
} Plans;

static unsigned char zeroed[256];

static uint64_t hashed(const Plans *self, const unsigned char *shape, size_t size) {
    uint64_t hash = self->seed ^ size, word;
    for (; size >= 8; shape += 8, size -= 8) {
        memcpy(&word, shape, 8);
        hash = (hash ^ word) * 0x9e3779b97f4a7c15u;
        hash ^= hash >> 29;
    }
    word = 0;
    memcpy(&word, shape, size);
    hash = (hash ^ word) * 0x9e3779b97f4a7c15u;
    return hash ^ hash >> 29;
}

static Entry *entry_of(const Shelf *shelf, uint64_t hash, const unsigned char *shape, size_t size) {
    /* The shape's entry, or the free one where it belongs. */
    for (size_t at = hash >> 32 & (SLOTS - 1);; at = (at + 1) & (SLOTS - 1)) {
        Entry *entry = &shelf->table[at];
        if (!entry->taken) return entry;
        if (entry->hash == (uint32_t)hash && entry->taken == size + 1 && !memcmp(shelf->keys + entry->key, shape, size)) return entry;
    }
}

static void forget(Shelf *shelf) {
    for (size_t i = 0; i < shelf->step_count; i++) {
        Step *step = &shelf->steps[i];
        Py_CLEAR(step->entity);
        Py_CLEAR(step->score);
        Py_CLEAR(step->rule);
        Py_CLEAR(step->judge);
        Py_CLEAR(step->verdicts);
    }
    shelf->step_count = shelf->key_size = shelf->shapes = 0;
    if (shelf->table) memset(shelf->table, 0, SLOTS * sizeof(Entry));
}

static PyObject *plans_clear_all(PyObject *object, PyObject *Py_UNUSED(none)) {
    forget(&((Plans *)object)->young);
    forget(&((Plans *)object)->old);
    Py_RETURN_NONE;
}

static void *roomy(void *block, size_t *room, size_t needed, size_t size) {
    if (needed <= *room) return block;
    size_t more = *room * 2 > needed ? *room * 2 : needed;
    void *grown = PyMem_Realloc(block, more * size);
    if (!grown) PyErr_NoMemory();
    else *room = more;
    return grown;
}

static int has_room(const Plans *self, size_t shapes, size_t bytes) {
    return self->young.shapes + shapes <= (size_t)self->most_shapes && self->young.key_size + bytes <= (size_t)self->most_bytes;
}

static int put(Shelf *shelf, Entry *entry, uint64_t hash, const unsigned char *shape, size_t size, uint32_t first) {
    /* Enter a shape whose steps are the last ones of the shelf, from `first` on. */
    size_t count = shelf->step_count - first;
    unsigned char *keys = roomy(shelf->keys, &shelf->key_room, shelf->key_size + size + 1, 1);
    if (!keys) return 0;
    if (count > UINT16_MAX || size >= UINT16_MAX || shelf->key_size > UINT32_MAX || shelf->step_count > UINT32_MAX) {
        PyErr_SetString(PyExc_ValueError, "a plan is too long");
        return 0;
    }
    shelf->keys = keys;
    memcpy(keys + shelf->key_size, shape, size);
    *entry = (Entry){(uint32_t)hash, (uint32_t)shelf->key_size, first, (uint16_t)count, (uint16_t)(size + 1)};
    shelf->key_size += size;
    shelf->shapes++;
    return 1;
}

static int add_step(Shelf *shelf, Step step) {
    Step *steps = roomy(shelf->steps, &shelf->step_room, shelf->step_count + 1, sizeof(Step));
    if (!steps) return 0;
    Py_INCREF(step.entity);
    Py_INCREF(step.score);
    Py_INCREF(step.rule);
    Py_XINCREF(step.judge);
    Py_XINCREF(step.verdicts);
    shelf->steps = steps;
    steps[shelf->step_count++] = step;
    return 1;
}

static const Entry *known(Plans *self, const unsigned char *shape, size_t size, const Shelf **shelf, int *good) {
    /* The plan of a shape, or NULL; one of the old shelf moves to the young one where that has room. */
    uint64_t hash = hashed(self, shape, size);
    Entry *entry = entry_of(&self->young, hash, shape, size);
    *shelf = &self->young;
    if (entry->taken) return entry;
    Entry *old = entry_of(&self->old, hash, shape, size);
    if (!old->taken) return NULL;
    *shelf = &self->old;
    if (!has_room(self, 1, size)) return old;
    uint32_t first = (uint32_t)self->young.step_count;
    for (uint32_t i = old->first; *good && i < old->first + old->count; i++) *good = add_step(&self->young, self->old.steps[i]);
    *good = *good && put(&self->young, entry, hash, shape, size, first);
    *shelf = &self->young;
    return entry;
}

static PyObject *verdicts_of(Plans *self, PyObject *judge, PyObject *score) {
    /* A borrowed reference. */
    PyObject *key = PyTuple_Pack(2, judge, score);
    PyObject *found = key ? PyDict_GetItemWithError(self->memo, key) : NULL;
    if (!found && key && !PyErr_Occurred()) {
        PyObject *made = PyDict_New();
        if (made && PyDict_SetItem(self->memo, key, made) == 0) found = made;
        Py_XDECREF(made);
    }
    Py_XDECREF(key);
    return found;
}

static int learn_step(Plans *self, PyObject *item) {
    /* A Step of plans.py: start, end, entity, score, rule, judge or None, whether the line has to be asked. */
    Step step = {0};
    PyObject *judge;
    int context;
    if (!PyArg_ParseTuple(item, "nnOOOOp", &step.start, &step.end, &step.entity, &step.score, &step.rule, &judge, &context)) return 0;
    step.judge = judge == Py_None ? NULL : judge;
    if (step.judge && !context && step.start >= 0 && !(step.verdicts = verdicts_of(self, judge, step.score))) return 0;
    return add_step(&self->young, step);
}

static PyObject *plans_learn(PyObject *object, PyObject *made) {
    /* learn({shape: steps}): forgets all that was not used lately where they would be too many. */
    Plans *self = (Plans *)object;
    PyObject *shape, *steps;
    Py_ssize_t at = 0;
    size_t bytes = 0;
    if (!PyDict_Check(made)) return PyErr_Format(PyExc_TypeError, "plans are a dictionary");
    while (PyDict_Next(made, &at, &shape, &steps)) {
        if (!PyBytes_Check(shape) || !PyTuple_Check(steps)) return PyErr_Format(PyExc_TypeError, "a plan is bytes: a tuple");
        bytes += (size_t)PyBytes_GET_SIZE(shape);
    }
    if (PyDict_GET_SIZE(made) > SLOTS / 2) return PyErr_Format(PyExc_ValueError, "too many plans at once");
    if (!has_room(self, (size_t)PyDict_GET_SIZE(made), bytes)) {
        Shelf shelf = self->old;
        self->old = self->young;
        self->young = shelf;
        forget(&self->young);
    }
    for (at = 0; PyDict_Next(made, &at, &shape, &steps);) {
        const unsigned char *key = (unsigned char *)PyBytes_AS_STRING(shape);
        size_t size = (size_t)PyBytes_GET_SIZE(shape);
        uint64_t hash = hashed(self, key, size);
        uint32_t first = (uint32_t)self->young.step_count;
        Entry *entry = entry_of(&self->young, hash, key, size);
        if (entry->taken) continue;
        for (Py_ssize_t i = 0; i < PyTuple_GET_SIZE(steps); i++) {
            if (!learn_step(self, PyTuple_GET_ITEM(steps, i))) return NULL;
        }
        if (!put(&self->young, entry, hash, key, size, first)) return NULL;
    }
    Py_RETURN_NONE;
}

static int append(PyObject *list, PyObject *item) {
    int done = item && PyList_Append(list, item) == 0;
    Py_XDECREF(item);
    return done;
}

static PyObject *finding(const Plans *self, Py_ssize_t start, Py_ssize_t end, const Step *step, PyObject *score) {
    PyObject *low = PyLong_FromSsize_t(start), *high = PyLong_FromSsize_t(end);
    PyObject *made = low && high ? self->type->tp_alloc(self->type, 5) : NULL;
    if (!made) {
        Py_XDECREF(low);
        Py_XDECREF(high);
        return NULL;
    }
    PyTuple_SET_ITEM(made, 0, low);
    PyTuple_SET_ITEM(made, 1, high);
    PyTuple_SET_ITEM(made, 2, Py_NewRef(step->entity));
    PyTuple_SET_ITEM(made, 3, Py_NewRef(score));
    PyTuple_SET_ITEM(made, 4, Py_NewRef(step->rule));
    if (!self->type->tp_dictoffset && PyObject_GC_IsTracked(made)) PyObject_GC_UnTrack(made); /* it refers to no container */
    return made;
}

static int judged(const Plans *self, const Step *step, PyObject *line, Py_ssize_t base, Py_ssize_t start, Py_ssize_t end, PyObject *found) {
    /* Ask about a match on the line that begins at `base`, and append it unless it is refused. */
    PyObject *score = NULL, *value = NULL;
    int good = 0;
    if (step->verdicts) {
        value = PyBytes_FromStringAndSize(PyBytes_AS_STRING(line) + start, end - start);
        if (!value) return 0;
        score = Py_XNewRef(PyDict_GetItemWithError(step->verdicts, value));
    }
    if (!score && !PyErr_Occurred()) {
        score = PyObject_CallFunction(step->judge, "OnnOO", line, start, end, step->score, step->verdicts ? Py_False : Py_True);
        if (score && value) {
            if (PyDict_GET_SIZE(step->verdicts) >= self->most_verdicts) PyDict_Clear(step->verdicts);
            if (PyDict_SetItem(step->verdicts, value, score) < 0) Py_CLEAR(score);
        }
    }
    if (score) {
        int wanted = PyObject_IsTrue(score);
        good = wanted == 0 || (wanted > 0 && append(found, finding(self, base + start, base + end, step, score)));
    }
    Py_XDECREF(score);
    Py_XDECREF(value);
    return good;
}

static int run_anew(Plans *self, const Step *step, PyObject *line, Py_ssize_t base, PyObject *found) {
    /* A rule that is matched on every line of the shape. */
    PyObject *matches = PyList_New(0);
    Py_ssize_t number = ~step->start;
    int good = matches && ready(self->patterns, number)
               && find_all(self->patterns, number, (unsigned char *)PyBytes_AS_STRING(line), 0, PyBytes_GET_SIZE(line), matches);
    for (Py_ssize_t i = 0; good && i < PyList_GET_SIZE(matches); i++) {
        PyObject *match = PyList_GET_ITEM(matches, i);
        Py_ssize_t start = PyLong_AsSsize_t(PyTuple_GET_ITEM(match, 1)), end = PyLong_AsSsize_t(PyTuple_GET_ITEM(match, 2));
        good = judged(self, step, line, base, start, end, found);
    }
    Py_XDECREF(matches);
    return good;
}

static int carry_out(Plans *self, const Shelf *shelf, const Entry *plan, const unsigned char *text, Py_ssize_t at, Py_ssize_t size, PyObject *found) {
    PyObject *line = NULL;
    int good = 1;
    uint32_t first = plan->first, count = plan->count;
    for (uint32_t i = first; good && i < first + count; i++) {
        Step step = shelf->steps[i];
        if (!step.judge) {
            good = append(found, finding(self, at + step.start, at + step.end, &step, step.score));
            continue;
        }
        if (!line) line = PyBytes_FromStringAndSize((const char *)text + at, size - (size && text[at + size - 1] == '\r'));
        if (!line) good = 0;
        else if (step.start < 0) good = run_anew(self, &step, line, at, found);
        else good = judged(self, &step, line, at, step.start, step.end, found);
    }
    Py_XDECREF(line);
    return good;
}

static PyObject *plans_play(PyObject *object, PyObject *args) {
    Plans *self = (Plans *)object;
    Py_buffer text;
    PyObject *lines = Py_None, *found = NULL, *fresh = NULL, *result = NULL;
    if (!PyArg_ParseTuple(args, "y*|O", &text, &lines)) return NULL;
    unsigned char *shape = PyMem_Malloc((size_t)self->longest + 1);
    found = PyList_New(0), fresh = PyList_New(0);
    const unsigned char *bytes = text.buf;
    int good = shape && found && fresh;
    Py_ssize_t wanted = lines == Py_None ? -1 : PyObject_Size(lines), number = 0;
    if (lines != Py_None && !PyList_Check(lines)) good = 0, PyErr_SetString(PyExc_TypeError, "lines are a list");
    for (Py_ssize_t at = 0, size; good && at <= text.len && number != wanted; at += size + 1, number++) {
        if (wanted >= 0) {
            if (!PyArg_ParseTuple(PyList_GET_ITEM(lines, number), "nn", &at, &size)) good = 0;
            else if (at < 0 || size < 0 || at + size > text.len) good = 0, PyErr_SetString(PyExc_ValueError, "a line leaves its text");
            if (!good) break;
        } else {
            const unsigned char *end = at < text.len ? memchr(bytes + at, '\n', (size_t)(text.len - at)) : NULL;
            size = end ? end - (bytes + at) : text.len - at;
        }
        const Entry *plan = NULL;
        const Shelf *shelf = NULL;
        if (size <= self->longest) {
            for (Py_ssize_t i = 0; i < size; i++) shape[i] = zeroed[bytes[at + i]];
            plan = known(self, shape, (size_t)size, &shelf, &good);
        }
        if (good && plan) good = carry_out(self, shelf, plan, bytes, at, size, found);
        else if (good) good = append(fresh, Py_BuildValue("(nn)", at, size));
    }
    if (good) result = PyTuple_Pack(2, found, fresh);
    PyMem_Free(shape);
    Py_XDECREF(found);
    Py_XDECREF(fresh);
    PyBuffer_Release(&text);
    return result;
}

static int plans_traverse(PyObject *object, visitproc visit, void *arg) {
    Plans *self = (Plans *)object;
    Py_VISIT(self->patterns);
    Py_VISIT(self->type);
    Py_VISIT(self->memo);
    for (size_t i = 0; i < self->young.step_count; i++) {
        Py_VISIT(self->young.steps[i].judge);
        Py_VISIT(self->young.steps[i].verdicts);
    }
    for (size_t i = 0; i < self->old.step_count; i++) {
        Py_VISIT(self->old.steps[i].judge);
        Py_VISIT(self->old.steps[i].verdicts);
    }
    return 0;
}

static int plans_clear(PyObject *object) {
    Plans *self = (Plans *)object;
    forget(&self->young);
    forget(&self->old);
    Py_CLEAR(self->patterns);
    Py_CLEAR(self->type);
    Py_CLEAR(self->memo);
    return 0;
}

static void plans_dealloc(PyObject *object) {
    Plans *self = (Plans *)object;
    PyObject_GC_UnTrack(object);
    plans_clear(object);
    for (Shelf *shelf = &self->young; shelf; shelf = shelf == &self->young ? &self->old : NULL) {
        PyMem_Free(shelf->table);
        PyMem_Free(shelf->keys);
        PyMem_Free(shelf->steps);
    }
    Py_TYPE(object)->tp_free(object);
}

static PyObject *plans_new(PyTypeObject *type, PyObject *args, PyObject *kwargs) {
    PyObject *patterns, *finding_type;
    Py_ssize_t shapes, bytes, longest, verdicts;
    unsigned long long seed;
    if (kwargs && PyDict_GET_SIZE(kwargs)) return PyErr_Format(PyExc_TypeError, "no keywords");
    if (!PyArg_ParseTuple(args, "O!O!nnnnK", &patterns_type, &patterns, &PyType_Type, &finding_type, &shapes, &bytes, &longest, &verdicts, &seed)) return NULL;
    if (!PyType_IsSubtype((PyTypeObject *)finding_type, &PyTuple_Type)) return PyErr_Format(PyExc_TypeError, "a finding is a tuple");
    if (shapes < 1 || shapes > SLOTS / 2 || bytes < 1 || longest < 1 || longest >= UINT16_MAX) return PyErr_Format(PyExc_ValueError, "limits are out of range");
    Plans *self = (Plans *)type->tp_alloc(type, 0);
    if (!self) return NULL;
    self->patterns = (Patterns *)Py_NewRef(patterns);
    self->type = (PyTypeObject *)Py_NewRef(finding_type);
    self->most_shapes = shapes, self->most_bytes = bytes, self->longest = longest, self->most_verdicts = verdicts, self->seed = seed;
    self->memo = PyDict_New();
    self->young.table = PyMem_Calloc(SLOTS, sizeof(Entry));
    self->old.table = PyMem_Calloc(SLOTS, sizeof(Entry));
    if (!self->young.table || !self->old.table || !self->memo) {
        Py_DECREF(self);
        return PyErr_NoMemory();
    }
    return (PyObject *)self;
}

static PyMethodDef plans_methods[] = {
    {"play", plans_play, METH_VARARGS, "play(text, lines=None) -> (findings, lines without a plan), lines as (offset, size)"},
    {"learn", plans_learn, METH_O, "learn({shape: steps})"},
    {"clear", plans_clear_all, METH_NOARGS, "clear(): no plan is known any more"},
    {NULL, NULL, 0, NULL},
};

static PyTypeObject plans_type = {
    PyVarObject_HEAD_INIT(NULL, 0).tp_name = "redactor._patterns.Plans",
    .tp_basicsize = sizeof(Plans),
    .tp_dealloc = plans_dealloc,
    .tp_flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC,
    .tp_traverse = plans_traverse,
    .tp_clear = plans_clear,
    .tp_doc = "Plans(patterns, type of a finding, most shapes, most bytes of them, longest line, most verdicts, seed)",
    .tp_methods = plans_methods,
    .tp_new = plans_new,
};

static struct PyModuleDef module = {PyModuleDef_HEAD_INIT, "redactor._patterns", NULL, -1, NULL, NULL, NULL, NULL, NULL};

PyMODINIT_FUNC PyInit__patterns(void) {
    for (int c = 0; c < 256; c++) zeroed[c] = (unsigned char)(c >= '0' && c <= '9' ? '0' : c);
    if (PyType_Ready(&patterns_type) < 0 || PyType_Ready(&plans_type) < 0) return NULL;
    PyObject *made = PyModule_Create(&module);
    if (made && PyModule_AddObjectRef(made, "Patterns", (PyObject *)&patterns_type) < 0) Py_CLEAR(made);
    if (made && PyModule_AddObjectRef(made, "Plans", (PyObject *)&plans_type) < 0) Py_CLEAR(made);
    return made;
}
