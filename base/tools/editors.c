/* editors.c -- what editors and shells need to know of the language and its orders,
 * written from the tables: words.def, commands.def, options.def and the messages.
 *
 *   editors textmate | vim | bash | vocabulario
 *
 * A word is matched as the lexer does: any case, with its accents or without. */
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#define COUNT(array) (sizeof (array) / sizeof *(array))

enum kind { KIND_CLAUSE, KIND_WORD, KIND_FORM, KIND_CLOSER };

static const struct word {
    enum kind kind;
    const char *token, *spelling, *home, *form, *help, *example;
    const char *opener;     /* of a closer */
} words[] = {
#define CLAUSE(token, spelling, home, form, help, example) { KIND_CLAUSE, #token, spelling, home, form, help, example, "" },
#define WORD(token, spelling, home, help, example) { KIND_WORD, #token, spelling, home, "", help, example, "" },
#define FORM(token, spelling) { KIND_FORM, #token, spelling, "", "", "", "", "" },
#define CLOSER(token, opener, spelling) { KIND_CLOSER, #token, spelling, "", "", "", "", #opener },
#include "lang/words.def"
};

enum option {
#define OPTION(name, word, letter, value, help) OPTION_##name,
#include "cli/options.def"
#undef OPTION
    OPTIONS
};
#define ACCEPTS(name) (UINT64_C(1) << OPTION_##name)
#define STORE_OPTIONS (ACCEPTS(store) | ACCEPTS(key_file))
#define COMMON_OPTIONS (ACCEPTS(json) | ACCEPTS(today) | ACCEPTS(help))

static const char *const options[] = {
#define OPTION(name, word, letter, value, help) "--" word,
#include "cli/options.def"
};

static const struct order { const char *word; uint64_t accepts; } orders[] = {
#define COMMAND(word, english, function, accepts, least, most, operands, line, examples) { word, accepts },
#include "cli/commands.def"
};

static const char *const codes[] = {
#define MESSAGE(code, name, severity, sentence, help) #code,
#include "lang/messages.def"
#define REFUSAL(code, name, sentence, cure) #code,
#include "runtime/refusal.def"
};

/* ---- words --------------------------------------------------------------------------- */

/* The clause or word that a row is a form of. */
static const struct word *first_of(const struct word *word)
{
    while (word->kind == KIND_FORM) word--;
    return word;
}

static bool opens_a_block(const struct word *word)
{
    for (size_t i = 0; i < COUNT(words); i++)
        if (words[i].kind == KIND_CLOSER && !strcmp(words[i].opener, word->token)) return true;
    return false;
}

/* Words of two letters and more in the language's alphabet: what is written for each of
 * its letters is `patterns`: a, e, i, o, u, ñ, and the point. */
static void print_pattern(const char *spelling, const char *const patterns[7])
{
    static const char *const letters[6][3] = {
        { "a", "á", "á" }, { "e", "é", "é" }, { "i", "í", "í" }, { "o", "ó", "ó" }, { "u", "ú", "ü" }, { "ñ", "ñ", "ñ" },
    };
    while (*spelling) {
        size_t length = 0;
        for (int i = 0; i < 6 && !length; i++) {
            for (int k = 0; k < 3 && !length; k++)
                if (!strncmp(spelling, letters[i][k], strlen(letters[i][k]))) length = strlen(letters[i][k]);
            if (length) fputs(patterns[i], stdout);
        }
        if (!length && *spelling == '.') fputs(patterns[6], stdout);
        else if (!length) putchar(*spelling);
        spelling += length ? length : 1;
    }
}

static bool is_clause(const struct word *word) { return first_of(word)->kind == KIND_CLAUSE; }
static bool is_other(const struct word *word) { return first_of(word)->kind == KIND_WORD; }
static bool is_opener(const struct word *word) { return word->kind == KIND_CLAUSE && opens_a_block(word); }

static void print_alternatives(bool (*wanted)(const struct word *word), const char *const patterns[7], const char *bar)
{
    const char *before = "";
    for (size_t i = 0; i < COUNT(words); i++) {
        if (!wanted(&words[i])) continue;
        fputs(before, stdout);
        print_pattern(words[i].spelling, patterns);
        before = bar;
    }
}

/* ---- TextMate -------------------------------------------------------------------------- */

static const char *const oniguruma[7] = {
    "(?:a\\\\x{301}?|á)", "(?:e\\\\x{301}?|é)", "(?:i\\\\x{301}?|í)", "(?:o\\\\x{301}?|ó)", "(?:u[\\\\x{301}\\\\x{308}]?|[úü])",
    "(?:n\\\\x{303}|ñ)", "\\\\.",
};
#define WORD_STARTS "(?<![\\\\p{L}\\\\p{N}_])"
#define WORD_ENDS "(?![\\\\p{L}\\\\p{N}\\\\p{M}_])"
#define NAME "[\\\\p{L}_][\\\\p{L}\\\\p{N}\\\\p{M}_]*"

static void print_rule(const char *scope, const char *pattern)
{
    printf("    { \"name\": \"%s.ruta\", \"match\": \"%s\" },\n", scope, pattern);
}

static void print_words_rule(const char *scope, bool (*wanted)(const struct word *word))
{
    printf("    { \"name\": \"%s.ruta\", \"match\": \"(?i)" WORD_STARTS "(?:", scope);
    print_alternatives(wanted, oniguruma, "|");
    printf(")" WORD_ENDS "\" },\n");
}

static void print_textmate(void)
{
    printf("{\n  \"name\": \"ruta\",\n  \"scopeName\": \"source.ruta\",\n  \"fileTypes\": [\"ruta\"],\n"
           "  \"information_for_contributors\": [\"Se deriva de lang/words.def con «make docs».\"],\n  \"patterns\": [\n");
    print_rule("comment.line.number-sign", "#.*$");
    print_rule("string.quoted.double", "\\\"[^\\\"]*\\\"");
    print_rule("string.quoted.other", "“[^”]*”|«[^»]*»");
    print_rule("invalid.illegal.unclosed-string", "[\\\"“«].*$");
    printf("    { \"match\": \"(?i)" WORD_STARTS "(f(?:i\\\\x{301}?|í)n)\\\\s+(");
    print_alternatives(is_opener, oniguruma, "|");
    printf(")" WORD_ENDS "\",\n      \"captures\": { \"1\": { \"name\": \"keyword.control.ruta\" }, \"2\": { \"name\": \"keyword.control.ruta\" } } },\n");
    printf("    { \"match\": \"(?i)" WORD_STARTS "(");
    print_alternatives(is_opener, oniguruma, "|");
    printf(")\\\\s+(" NAME ")(?=\\\\s*[\\\"“«:])\",\n      \"captures\": { \"1\": { \"name\": \"keyword.control.ruta\" }, \"2\": { \"name\": \"entity.name.section.ruta\" } } },\n");
    print_rule("constant.other.date", WORD_STARTS "[0-9]{4}[-\\\\x{2010}-\\\\x{2015}\\\\x{2212}][0-9]{2}([-\\\\x{2010}-\\\\x{2015}\\\\x{2212}][0-9]{2}(T[0-9]{2}:[0-9]{2})?)?" WORD_ENDS);
    print_rule("constant.numeric.decimal", WORD_STARTS "[0-9]+(\\\\.[0-9]+)*,[0-9]+(?=[ \\\\t]+[\\\\p{L}])");
    print_rule("constant.other.hour", WORD_STARTS "[0-9]{2}:[0-9]{2}" WORD_ENDS);
    print_rule("constant.other.reference", WORD_STARTS "[0-9]+((\\\\.[0-9]+)+[\\\\p{L}]?|[A-Za-zº°])" WORD_ENDS);
    print_rule("constant.numeric", WORD_STARTS "[0-9]+" WORD_ENDS);
    print_words_rule("keyword.control", is_clause);
    print_words_rule("keyword.other", is_other);
    print_rule("variable.other", NAME);
    print_rule("punctuation.separator", "[:,.=()]");
    printf("    { \"name\": \"invalid.illegal.character.ruta\", \"match\": \"[^\\\\s\\\\x{FEFF}]\" }\n  ]\n}\n");
}

/* ---- vim --------------------------------------------------------------------------------- */

/* [[=a=]] is every a, with an accent or without. */
static const char *const vim[7] = { "[[=a=]]", "[[=e=]]", "[[=i=]]", "[[=o=]]", "[[=u=]]", "ñ", "\\." };

static void print_vim_words(const char *group, bool (*wanted)(const struct word *word))
{
    for (size_t i = 0; i < COUNT(words); i++) {
        if (!wanted(&words[i])) continue;
        printf("syn match %s /\\<", group);
        print_pattern(words[i].spelling, vim);
        printf("%s/\n", words[i].spelling[strlen(words[i].spelling) - 1] == '.' ? "" : "\\>");
    }
}

static void print_vim(void)
{
    printf("\" ruta.vim: los colores de las rutas. Se deriva de lang/words.def con «make docs».\n"
           "if exists(\"b:current_syntax\") | finish | endif\nscriptencoding utf-8\nsyn case ignore\n"
           "syn match rutaName /[[:alpha:]_\\u00c0-\\u024f][[:alnum:]_\\u00c0-\\u024f]*/\n");
    print_vim_words("rutaWord", is_other);
    print_vim_words("rutaClause", is_clause);
    printf("syn match rutaClause /\\<f[[=i=]]n\\>/\n"
           "syn match rutaNumber /\\<\\d\\+\\(\\.\\d\\+\\)*[a-zº°]\\?/\n"
           "syn match rutaDate /\\<\\d\\{4}-\\d\\{2}\\(-\\d\\{2}\\(T\\d\\{2}:\\d\\{2}\\)\\?\\)\\?\\>/\n"
           "syn match rutaUnclosed /[\"“«].*$/\n"
           "syn match rutaText /\"[^\"]*\"\\|“[^”]*”\\|«[^»]*»/\n"
           "syn match rutaComment /#.*$/\n"
           "hi def link rutaClause Statement\nhi def link rutaWord Keyword\nhi def link rutaNumber Number\n"
           "hi def link rutaDate Constant\nhi def link rutaText String\nhi def link rutaComment Comment\n"
           "hi def link rutaUnclosed Error\nhi def link rutaName Identifier\nlet b:current_syntax = \"ruta\"\n");
}

/* ---- bash -------------------------------------------------------------------------------- */

static void print_options(uint64_t accepts)
{
    for (int i = 0; i < OPTIONS; i++)
        if (accepts >> i & 1) printf("%s%s", i ? " " : "", options[i]);
}


/* The first words of orders, or those that follow `group`. */
static void print_order_words(const char *group)
{
    const char *before = "", *previous = "";
    size_t previous_length = 0;
    for (size_t i = 0; i < COUNT(orders); i++) {
        const char *word = orders[i].word, *space = strchr(word, ' ');
        size_t length = space ? (size_t)(space - word) : strlen(word);
        if (group && (length != strlen(group) || strncmp(word, group, length) || !space)) continue;
        if (!group && length == previous_length && !strncmp(word, previous, length)) continue;
        if (group) printf("%s%s", before, space + 1);
        else printf("%s%.*s", before, (int)length, word);
        before = " ";
        previous = word;
        previous_length = length;
    }
}

static void print_groups(void)
{
    for (size_t i = 0; i < COUNT(orders); i++) {
        char group[64];
        const char *space = strchr(orders[i].word, ' ');
        if (!space) continue;
        snprintf(group, sizeof group, "%.*s", (int)(space - orders[i].word), orders[i].word);
        if (i && !strncmp(orders[i - 1].word, group, strlen(group))) continue;
        printf("    %s) echo '", group);
        print_order_words(group);
        printf("' ;;\n");
    }
}

static void print_bash(void)
{
    printf("# ruta.bash: completa las órdenes de ruta con el tabulador. Se deriva de sus tablas con «make docs».\n"
           "#\n#   source ruta.bash\n\n_ruta_following() {\n    case $1 in\n    '') echo '");
    print_order_words(NULL);
    printf("' ;;\n");
    print_groups();
    printf("    esac\n}\n\n_ruta_options() {\n    case $1 in\n");
    for (size_t i = 0; i < COUNT(orders); i++) {
        printf("    '%s') echo '", orders[i].word);
        print_options(orders[i].accepts | COMMON_OPTIONS);
        printf("' ;;\n");
    }
    printf("    esac\n}\n\n_ruta_operands() {\n    case $1 in\n    palabras) echo '");
    for (size_t i = 0; i < COUNT(words); i++)
        if (words[i].kind == KIND_CLAUSE || words[i].kind == KIND_WORD) printf("%s%s", i ? " " : "", words[i].spelling);
    printf("' ;;\n    explicar) echo '");
    for (size_t i = 0; i < COUNT(codes); i++) printf("%s%s", i ? " " : "", codes[i]);
    printf("' ;;\n    ayuda) _ruta_following '' ;;\n    esac\n}\n\n"
           "_ruta() {\n"
           "    local current=${COMP_WORDS[COMP_CWORD]} order=${COMP_WORDS[1]} list\n"
           "    if [ \"$COMP_CWORD\" -eq 1 ]; then list=$(_ruta_following '')\n"
           "    elif [ \"$COMP_CWORD\" -eq 2 ] && [ -n \"$(_ruta_following \"$order\")\" ]; then list=$(_ruta_following \"$order\")\n"
           "    else\n"
           "        [ -n \"$(_ruta_following \"$order\")\" ] && order=\"$order ${COMP_WORDS[2]}\"\n"
           "        case $current in\n"
           "        -*) list=$(_ruta_options \"$order\") ;;\n"
           "        *) list=$(_ruta_operands \"$order\") ;;\n"
           "        esac\n"
           "    fi\n"
           "    mapfile -t COMPREPLY < <(compgen -W \"$list\" -- \"$current\")\n"
           "}\n"
           "complete -o default -F _ruta ruta\n");
}

/* ---- docs/vocabulario.md ------------------------------------------------------------------- */

static void print_forms(const struct word *word, const char *before, const char *after)
{
    const char *comma = before;
    for (const struct word *form = word + 1; form < words + COUNT(words) && form->kind == KIND_FORM; form++, comma = ", ")
        printf("%s«%s»", comma, form->spelling);
    if (comma != before) fputs(after, stdout);
}

/* In a cell of a table a line does not end, and a bar would end the cell. */
static void print_cell(const char *text)
{
    for (; *text; text++) {
        if (*text == '\n') {
            while (text[1] == ' ') text++;
            putchar(' ');
        } else {
            if (*text == '|') putchar('\\');
            putchar(*text);
        }
    }
}

static void print_vocabulary(void)
{
    printf("# El vocabulario\n\nCada palabra del lenguaje: para qué sirve, dónde va y un ejemplo. Se escriben con tildes o sin ellas, en mayúsculas o\n"
           "minúsculas. Lo dice también `ruta palabras`. Se deriva de `lang/words.def` con `make docs`.\n\n"
           "## Las que comienzan una declaración o una cláusula\n");
    for (const struct word *word = words; word < words + COUNT(words); word++) {
        if (word->kind != KIND_CLAUSE) continue;
        printf("\n### %s\n\n%s Va en: %s.", word->spelling, word->help, word->home);
        print_forms(word, " También: ", ".");
        printf(" Se escribe:\n`%s`\n\n```ruta\n%s\n```\n", word->form, word->example);
    }
    printf("\n## Las demás\n\n| Palabra | También | Para qué | Va en | Ejemplo |\n|---|---|---|---|---|\n");
    for (const struct word *word = words; word < words + COUNT(words); word++) {
        if (word->kind != KIND_WORD) continue;
        printf("| %s | ", word->spelling);
        print_forms(word, "", " ");
        printf("| %s | %s | `", word->help, word->home);
        print_cell(word->example);
        printf("` |\n");
    }
    printf("\n## Las que cierran un bloque\n\n");
    for (const struct word *word = words; word < words + COUNT(words); word++)
        if (word->kind == KIND_CLOSER) printf("- `%s`\n", word->spelling);
}

int main(int argc, char **argv)
{
    static const struct { const char *name; void (*print)(void); } views[] = {
        { "textmate", print_textmate }, { "vim", print_vim }, { "bash", print_bash }, { "vocabulario", print_vocabulary },
    };
    for (size_t i = 0; argc == 2 && i < COUNT(views); i++)
        if (!strcmp(argv[1], views[i].name)) {
            views[i].print();
            return ferror(stdout) ? 74 : 0;
        }
    fputs("editors textmate | vim | bash | vocabulario\n", stderr);
    return 64;
}
