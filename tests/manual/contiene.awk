# contiene.awk -- succeeds when the lines of the first file stand together, in that order,
# in the second, whatever their indentation.
#
#   awk -f contiene.awk EXCERPT FILE

{ sub(/^ +/, "") }
FNR == NR { wanted[++count] = $0; next }
{ line[++lines] = $0 }
END {
    for (i = 0; i + count <= lines && !found; i++) {
        for (j = 1; j <= count && line[i + j] == wanted[j]; j++);
        found = j > count
    }
    exit !(count && found)
}
