# cambia.awk -- puts the elements of a fragment into a route file: each takes the place of
# the one with the same keyword and name, or joins those of its kind.
#
#   awk -f cambia.awk FRAGMENT FILE
#
# The file is in canonical form, so that an element is a line, the deeper lines under it
# and, at its own depth, its «fin». The fragment starts at the margin.

function depth(line) { match(line, /^ */); return RLENGTH }

# What an element answers to: «etapa recepción», «datos», «escenario "Título"».
function key(line,    words) {
    split(line, words, " ")
    if (words[1] == "escenario") { sub(/^ */, "", line); return line }
    return words[1] == "datos" ? "datos" : words[1] " " words[2]
}

function kind(line,    words) { split(line, words, " "); return words[1] }

function inner(word) { return word ~ /^(datos|instrumento|etapa|final|plazo)$/ }

# The last line of the element that begins at `first`.
function last_of(first,    i, d) {
    d = depth(text[first])
    for (i = first + 1; i <= lines; i++) {
        if (text[i] == "" || depth(text[i]) > d) continue
        return text[i] ~ "^ *fin " kind(text[first]) "$" ? i : i - 1
    }
    return lines
}

function put(from, to, what,    i, count, part, tail) {
    for (i = to + 1; i <= lines; i++) tail[i] = text[i]
    count = split(what, part, "\n")
    for (i = 1; i <= count; i++) text[from - 1 + i] = part[i]
    for (i = to + 1; i <= lines; i++) text[from - 1 + count + i - to] = tail[i]
    lines += count - (to - from + 1)
}

# A line that begins with `word` at the depth of its kind.
function find_last(word,    i, found, d) {
    d = inner(word) ? 2 : 0
    for (i = 1; i <= lines; i++) if (kind(text[i]) == word && depth(text[i]) == d) found = i
    return found
}

function place(what,    first, word, i, d) {
    word = kind(what)
    d = inner(word) ? 2 : 0
    split(what, head, "\n")
    for (i = 1; i <= lines; i++)
        if (depth(text[i]) == d && key(text[i]) == key(head[1])) { put(i, last_of(i), indent(what, d)); return }
    if ((first = find_last(word))) { first = last_of(first) + 1; put(first, first - 1, indent(what, d)); return }
    if (word == "escenario") { put(lines + 1, lines, what); return }
    if (d == 0) first = find_last("ruta")
    for (i = 1; d == 2 && i <= lines; i++)
        if (text[i] ~ (word ~ /^(datos|instrumento)$/ ? "^  inicia en " : "^fin ruta$")) first = i
    if (!first) first = lines + 1
    put(first, first - 1, indent(what, d))
}

function indent(what, d) { if (d) { gsub(/\n/, "\n  ", what); what = "  " what } return what }

FNR == NR {
    if ($0 == "") next
    if (depth($0) == 0 && $1 != "fin") { element[++elements] = $0; next }
    element[elements] = element[elements] "\n" $0
    next
}
{ text[++lines] = $0 }
END {
    for (n = 1; n <= elements; n++) place(element[n])
    for (n = 1; n <= lines; n++) print text[n]
}
