/* ast_print.c -- a tree as an S-expression. See ast_print.h. */
#include "lang/ast_print.h"

#include "base/date.h"

/* Which of the two numbers are days. */
static bool number_is_day(enum node_kind kind)
{
    return kind == NODE_ISSUED || kind == NODE_IN_FORCE || kind == NODE_VERIFIED || kind == NODE_VERIFIED_RANGE
        || kind == NODE_CLOSURE || kind == NODE_SUSPENSION || kind == NODE_DATE || kind == NODE_EXPECT_DUE
        || kind == NODE_PARAMETER_VALUE || (kind >= NODE_ACT_COMPLETE && kind <= NODE_ACT_EXPIRE);
}

static bool other_is_day(enum node_kind kind)
{
    return kind == NODE_IN_FORCE || kind == NODE_VERIFIED_RANGE || kind == NODE_EXPECT_DEADLINE
        || kind == NODE_PARAMETER_VALUE;
}

static void print_number(FILE *out, int64_t number, bool is_day)
{
    char day[DATE_TEXT_SIZE];
    if (is_day) fprintf(out, " %s", day_format((day_t)number, day));
    else fprintf(out, " %lld", (long long)number);
}

static void print_head(const struct node *node, const struct intern *names, FILE *out)
{
    fprintf(out, "(%s", node_tag(node->kind));
    if (node->name != SYMBOL_NONE) fprintf(out, " %.*s", TEXT_ARGS(intern_spelling(names, node->name)));
    if (node->text.length) fprintf(out, " \"%.*s\"", TEXT_ARGS(node->text));
    if (node->kind == NODE_AMOUNT) return;      /* its text says it */
    if (node->kind == NODE_MODIFIES || node->kind == NODE_TARGET) {
        fprintf(out, " %s", node_tag((enum node_kind)node->number));
        if (node->other) print_number(out, node->other, true);
        return;
    }
    if (node->number == 0 && node->other == 0 && !number_is_day(node->kind)) return;
    print_number(out, node->number, number_is_day(node->kind));
    if (node->other != 0) print_number(out, node->other, other_is_day(node->kind));
}

static void print_at(const struct node *node, const struct intern *names, FILE *out, int depth)
{
    print_head(node, names, out);
    for (const struct node *child = node->first; child; child = child->next) {
        fprintf(out, "\n%*s", (depth + 1) * 2, "");
        print_at(child, names, out, depth + 1);
    }
    fputc(')', out);
}

void ast_print(const struct node *node, const struct intern *names, FILE *out)
{
    print_at(node, names, out, 0);
    fputc('\n', out);
}
