# ruta.bash: completa las órdenes de ruta con el tabulador. Se deriva de sus tablas con «make docs».
#
#   source ruta.bash

_ruta_following() {
    case $1 in
    '') echo 'revisar formatear compilar consolidar desensamblar palabras explicar volcar probar comparar contar calendario dibujar caso qué-si sesión vencimientos verificar cabeza estado ayuda' ;;
    volcar) echo 'tokens árbol versiones código grafo' ;;
    caso) echo 'abrir registrar prorrogar recalcular migrar estado historia explicar listar' ;;
    vencimientos) echo 'barrer' ;;
    esac
}

_ruta_options() {
    case $1 in
    'revisar') echo '--json --hoy --ayuda' ;;
    'formatear') echo '--json --hoy --ayuda --verificar' ;;
    'compilar') echo '--json --hoy --ayuda --salida' ;;
    'consolidar') echo '--json --hoy --ayuda --fecha --autoría --historia' ;;
    'desensamblar') echo '--json --hoy --ayuda' ;;
    'palabras') echo '--json --hoy --ayuda' ;;
    'explicar') echo '--json --hoy --ayuda' ;;
    'volcar tokens') echo '--json --hoy --ayuda' ;;
    'volcar árbol') echo '--json --hoy --ayuda' ;;
    'volcar versiones') echo '--json --hoy --ayuda' ;;
    'volcar código') echo '--json --hoy --ayuda' ;;
    'volcar grafo') echo '--json --hoy --ayuda' ;;
    'probar') echo '--json --hoy --ayuda' ;;
    'comparar') echo '--json --hoy --almacén --llave --ayuda --desde --hasta --dibujo' ;;
    'contar') echo '--json --hoy --ayuda --programa --rutas --desde --hasta --antes --lectura --calendario --detalle' ;;
    'calendario') echo '--json --hoy --ayuda --programa --rutas --calendario' ;;
    'dibujar') echo '--json --hoy --ayuda --salida --programa --rutas' ;;
    'caso abrir') echo '--json --hoy --almacén --llave --ayuda --programa --rutas --id --fecha --actor --clave' ;;
    'caso registrar') echo '--json --hoy --almacén --llave --ayuda --motivo --fecha --actor --produce --firma --datos --clave --si-versión' ;;
    'caso prorrogar') echo '--json --hoy --almacén --llave --ayuda --con --fecha --actor --firma --clave --si-versión' ;;
    'caso recalcular') echo '--json --hoy --almacén --llave --ayuda --programa --rutas --ensayo --motivo' ;;
    'caso migrar') echo '--json --hoy --almacén --llave --ayuda --programa --rutas --ensayo --reforma --casos --fecha' ;;
    'caso estado') echo '--json --hoy --almacén --llave --ayuda' ;;
    'caso historia') echo '--json --hoy --almacén --llave --ayuda' ;;
    'caso explicar') echo '--json --hoy --almacén --llave --ayuda' ;;
    'caso listar') echo '--json --hoy --almacén --llave --ayuda' ;;
    'qué-si') echo '--json --hoy --almacén --llave --ayuda --programa --rutas --fecha --caso' ;;
    'sesión') echo '--json --hoy --almacén --llave --ayuda --fecha --datos --clave --si-versión --caso --asiste --a-favor --en-contra --votos --adopta --no-adopta --consenso --presidencia --urgente --convoca --extraordinaria --delegado --invitado --impedido --modalidad' ;;
    'vencimientos barrer') echo '--json --hoy --almacén --llave --ayuda' ;;
    'vencimientos') echo '--json --hoy --almacén --llave --ayuda --comités --desde --hasta' ;;
    'verificar') echo '--json --hoy --almacén --llave --ayuda --cabeza' ;;
    'cabeza') echo '--json --hoy --almacén --llave --ayuda' ;;
    'estado') echo '--json --hoy --almacén --llave --ayuda' ;;
    'ayuda') echo '--json --hoy --ayuda' ;;
    esac
}

_ruta_operands() {
    case $1 in
    palabras) echo 'módulo usa norma entidad dependencia cargo interviniente lista parámetro comité instrumento medida calendario ruta escenario fuente nota decreto expide expedida publicada vigente verificada miembros invitados secretaría quórum decide convoca incluye requiere previa dura recomienda acta sesiona firma anexa lleva extiende semana festivo cierre suspensión acoge datos inicia etapa final efecto responsable participa recibe produce pide sin plazo se momentos momento sigue prórroga aplica si entonces el fin de en espera esperar orden con voz voto y o no consta la los convocados sus solo preside delegable indelegable cuando por población técnica para deliberar mitad más uno asistentes mayoría simple unanimidad urgente cualquier sesión extraordinaria delegado como impedido especial reglas salvo sola revisa implementa implementar implementada consenso defecto empate firmada presidencia manera virtual regional simultánea todos serial desde hasta hábiles días meses años lunes martes enero pasa al a antes después pascua elección reúne fecha número texto textos reservado reservados legal repite cada vez que secuencia paralelo juicio según concepto juzga juzgar porque verifica exige verificarlos taxativa añade añadir cumple basta favorable desfavorable traslado personas contiene cuántos dinero pesos vence incumple alerta entrada último primero horas límite suspende reanuda interrumpe cuenta siguiente hecho termina inhábil corre entiende caduca vencimiento es menos alguna ninguna lo sumo está completa completar producir informa informar sesionar prorrogar puede asistencia favor contra adopta pendiente curso cumplido vencido suspendido reforma modifica adiciona sustituye suprime deroga renumera casos valor dato conservan demás anterior nuevo art. num. par. lit. inciso cap. título sección pág. actividad anexo' ;;
    explicar) echo 'R0001 R0002 R0003 R0004 R0005 R0006 R0007 R0008 R0009 R0010 R0011 R0012 R0013 R0014 R0015 R0016 R0101 R0102 R0103 R0104 R0105 R0106 R0107 R0108 R0109 R0110 R0111 R0112 R0200 R0201 R0202 R0203 R0204 R0205 R0206 R0207 R0208 R0209 R0210 R0211 R0230 R0231 R0301 R0302 R0303 R0304 R0305 R0306 R0307 R0308 R0309 R0330 R0331 R0332 R0340 R0341 R0342 R0343 R0344 R0345 R0346 R0347 R0348 R0310 R0311 R0312 R0401 R0402 R0403 R0404 R0405 R0406 R0407 R0408 R0409 R0410 R0411 R0412 R0413 R0414 R0415 R0416 R0417 R0418 R0419 R0420 R0421 R0422 R0423 R0424 R0425 R0426 R0427 R0428 R0429 R0430 R0431 R0432 R0433 R0434 R0435 R0436 R0437 R0438 R0439 R0440 R0470 R0471 R0472 R0460 R0461 R0473 R0475 R0474 R0462 R0463 R0490 R0491 R0492 R0493 R0494 R0464 R0465 R0466 R0467 R0468 R0480 R0481 R0482 R0483 R0484 R0485 R0501 R0502 R0503 R0504 R0505 R0506 R0507 R0508 R0509 R0510 R0520 R0530 R0531 R0532 R0533 R0701 R0702 R0703 R0704 R0705 R0706 R0707 R0708 R0709 R0710 R0711 R0712 R0713 R0714 R0715 R0716 R0717 R0718 R0719 R0720 R0721 R0601 R0602 R0603 R0604 R0605 R0606 R0607 R0608 R0609 R0610 R0611 R0612 R0613 R0614 R0615 R0616 R0617 R0618 R0619 R0620 R0621 R0622 R0623 R0624 R0625 R0626 R0627 R0628 R0629 R0630 R0631 R0632 R0633 R0634 R0635 R0636 R0637 R0638 R0639 R0640 R0641 R0642 R0643 R0644 R0645 R0646 R0647 R0648 R0649 R0650 R0651 R0652 R0653 R0654 R0655 R0656 R0657 R0658 R0659 R0688 R0689 R0660 R0661 R0662 R0663 R0664 R0665 R0666 R0667 R0668 R0669 R0670 R0671 R0672 R0673 R0680 R0681 R0674 R0675 R0676 R0677 R0678 R0682 R0690 R0691 R0683 R0684 R0685 R0686 R0687 R0692 R0693 R0694 R0695 R0696 R0697 R0698 R0699 R0801 R0802 R0803 R0804 R0805 R0806 R0807' ;;
    ayuda) _ruta_following '' ;;
    esac
}

_ruta() {
    local current=${COMP_WORDS[COMP_CWORD]} order=${COMP_WORDS[1]} list
    if [ "$COMP_CWORD" -eq 1 ]; then list=$(_ruta_following '')
    elif [ "$COMP_CWORD" -eq 2 ] && [ -n "$(_ruta_following "$order")" ]; then list=$(_ruta_following "$order")
    else
        [ -n "$(_ruta_following "$order")" ] && order="$order ${COMP_WORDS[2]}"
        case $current in
        -*) list=$(_ruta_options "$order") ;;
        *) list=$(_ruta_operands "$order") ;;
        esac
    fi
    mapfile -t COMPREPLY < <(compgen -W "$list" -- "$current")
}
complete -o default -F _ruta ruta
