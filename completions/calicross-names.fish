# Completion of calicross' words and names in fish: calicross itself is asked what could follow.
function __calicross_complete
    set -lx CALICROSS_COMPLETE fish
    set -l words (commandline --current-process --tokenize --cut-at-cursor)
    set -e words[1]
    set -l word (commandline --current-token --cut-at-cursor)
    set -l answer (command calicross $words "$word" 2>/dev/null)
    set -l how (string split \t -- $answer[1])
    set -e answer[1]
    if test "$how[1]" = files
        # What stands before the path in its word, such as --path=
        set -l head (string length -- "$how[2]")
        for path in (__fish_complete_path (string sub --start (math $head + 1) -- "$word"))
            printf '%s%s\n' "$how[2]" $path
        end
        return
    end
    if test (count $answer) -gt 0
        printf '%s\n' $answer
    end
end

complete --command calicross --no-files --keep-order --arguments '(__calicross_complete)'
