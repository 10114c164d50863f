# bloques.awk -- cuts a page into its fenced blocks: FOLDER/NNN holds the text of one, and
# the index printed says, for each, its number, the line of its fence and what it is.
#
#   awk -v folder=FOLDER -f bloques.awk PAGE

/^```/ {
    if (open) { close(file); open = 0; next }
    open = 1
    count++
    file = sprintf("%s/%03d", folder, count)
    printf "" > file
    sub(/^```/, "")
    printf "%03d\t%d\t%s\n", count, FNR, $0
    next
}
open { print > file }
END { if (open) printf "%03d\t%d\t%s\n", count, FNR, "sin cerrar" }
