/* lower_parameter.c -- parameters and their values by date. See lower.h. */
#include "compiler/lower_inner.h"

static void lower_value(struct lowering *lowering, uint32_t index, const struct node *node)
{
    const struct node *amount = node_child(node, NODE_AMOUNT), *next = node_next(node);
    int64_t value = amount ? node_amount(amount) : node_child(node, NODE_NUMBER)->number;
    day_t last = (day_t)node->other;
    if (last == DAY_NONE && next) last = (day_t)next->number - 1;
    *RECORD(lowering, amount, index) = (struct program_amount){
        .from = (int32_t)node->number, .to = last,
        .low = (int32_t)(uint32_t)((uint64_t)value & UINT32_MAX), .high = (int32_t)(value >> 32),
        .source = lower_source_of(lowering, node), .note = lower_notes(lowering, node), .act = lower_act(lowering, node),
    };
}

void lower_parameter(struct lowering *lowering, const struct decl *parameter)
{
    const struct node *node = parameter->node;
    uint32_t count = lower_count(node, NODE_PARAMETER_VALUE);
    uint32_t first = ADD(lowering, amount, count), at = first;
    for (const struct node *value = node_child(node, NODE_PARAMETER_VALUE); value; value = node_next(value))
        lower_value(lowering, at++, value);
    *RECORD(lowering, parameter, parameter->index) = (struct program_parameter){
        .name = lower_name(lowering, parameter->name), .caption = lower_string(lowering, node->text),
        .pesos = node->number == 1, .amounts_first = first, .amounts_count = count,
        .source = lower_source(lowering), .note = lower_notes(lowering, node), .act = lower_act(lowering, node),
    };
}
