# What the examples of «ordenes» find done: two cases, and the day it is.
RUTA_ALMACEN=casos.db
export RUTA_ALMACEN
ruta() { command ruta "$@" --hoy 2026-12-31; }
ruta caso abrir recibir --rutas ejemplo.ruta --id C-1 --fecha 2026-03-02 --actor UNP >/dev/null
ruta caso abrir deliberar --rutas ejemplo.ruta --id C-2 --fecha 2026-03-02 --actor UNP >/dev/null
