# contrast.awk -- every ink on every ground it may lie on, light and dark, keeps 4.5 to 1.
#
#   awk -f contrast.awk draw_style.c      prints "class ground ratio" for what falls short
function digit(c) { return index("0123456789abcdef", c) - 1 }
function part(hex, at,    v) {
    v = (digit(substr(hex, at, 1)) * 16 + digit(substr(hex, at + 1, 1))) / 255
    return v <= 0.03928 ? v / 12.92 : exp(2.4 * log((v + 0.055) / 1.055))
}
function light(hex) { return 0.2126 * part(hex, 1) + 0.7152 * part(hex, 3) + 0.0722 * part(hex, 5) }
function ratio(a, b,    x, y) { x = light(a) + 0.05; y = light(b) + 0.05; return x > y ? x / y : y / x }
function check(mode, ink, ground) {
    checked++
    if (!((mode, ink) in fill) || !((mode, ground) in fill)) { print mode, ink, ground, "missing"; return }
    if (ratio(fill[mode, ink], fill[mode, ground]) < 4.5) print mode, ink, ground, ratio(fill[mode, ink], fill[mode, ground])
}
BEGIN { mode = "light" }
/prefers-color-scheme/ {
    for (key in fill) { split(key, k, SUBSEP); fill["dark", k[2]] = fill[key] }
    mode = "dark"
}
{
    rest = $0
    while (match(rest, /[.a-z0-9,]+\{[^}]*\}/)) {
        rule = substr(rest, RSTART, RLENGTH)
        rest = substr(rest, RSTART + RLENGTH)
        if (!match(rule, /fill:#[0-9a-f]+/)) continue
        colour = substr(rule, RSTART + 6, 6)
        split(rule, halves, "{")
        count = split(halves[1], names, ",")
        for (i = 1; i <= count; i++) { sub(/^\./, "", names[i]); fill[mode, names[i]] = colour }
    }
}
END {
    grounds = "page band card momentbox term repeat noterm sheet diamond body good bad transfer plain"
    count = split(grounds, ground, " ")
    for (m = 1; m <= 2; m++) {
        mode = m == 1 ? "light" : "dark"
        for (i = 1; i <= count; i++) { check(mode, "text", ground[i]); check(mode, "small", ground[i]); check(mode, "eyebrow", ground[i]) }
        for (i = 0; i < 8; i++) check(mode, "tagtext", "r" i)
        check(mode, "tagtext", "rn"); check(mode, "starttext", "start"); check(mode, "subtitle", "band")
    }
    if (checked != 106) print "checked", checked
}
