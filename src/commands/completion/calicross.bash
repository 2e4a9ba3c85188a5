# Completion of calicross' words and names in bash: calicross itself is asked what could follow.
_calicross() {
    local how='' line
    COMPREPLY=()
    {
        IFS= read -r how
        while IFS= read -r line; do
            COMPREPLY+=("$line")
        done
    } < <(CALICROSS_COMPLETE=bash command calicross "${COMP_LINE:0:COMP_POINT}" "$2" "${COMP_TYPE:-9}" 2>/dev/null)
    case $how in
    files*) compopt -o default 2>/dev/null ;;
    open) compopt -o nospace 2>/dev/null ;;
    esac
}
# The order is meant; bash keeps it since 4.4.
complete -o nosort -F _calicross calicross 2>/dev/null || complete -F _calicross calicross
