# consola.awk -- writes a page again with the outputs that its commands gave: the block
# whose fence is on line N is replaced by FOLDER/N.
#
#   awk -v folder=FOLDER -f consola.awk PAGE

skip && /^```/ { skip = 0 }
skip { next }
{ print }
/^```consola$/ {
    file = folder "/" FNR
    while ((getline line < file) > 0) { print line; skip = 1 }
    close(file)
}
