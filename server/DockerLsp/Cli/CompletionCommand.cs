using System.CommandLine;
using System.Text;
using DockerLsp.Files;

namespace DockerLsp.Cli;

/// <summary><c>dockerlsp completion</c>: prints what a shell needs to complete commands, options, their words and rule ids.</summary>
internal static class CompletionCommand
{
    private static readonly string[] Shells = ["bash", "zsh", "fish"];

    /// <param name="environment">Where it goes.</param>
    /// <param name="root">The command that is completed, with all below it.</param>
    public static Command Create(CommandEnvironment environment, RootCommand root)
    {
        var shell = new Argument<string>("SHELL") { Description = string.Join(", ", Shells) };
        shell.AcceptOnlyFromAmong(Shells);
        var command = new Command("completion", "Print a script that makes a shell complete the arguments of dockerlsp.") { shell };
        command.SetAction(arguments =>
        {
            environment.Writer.Write(arguments.GetRequiredValue(shell) switch
            {
                "zsh" => Zsh(root),
                "fish" => Fish(root),
                _ => Bash(root),
            });
            return ExitStatus.Clean;
        });
        return command;
    }

    private static string Bash(RootCommand root)
    {
        var script = new StringBuilder();
        script.Append("# bash completion for dockerlsp: source it, or save it as /etc/bash_completion.d/dockerlsp\n_dockerlsp() {\n");
        script.Append("  local word=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD-1]} command=${COMP_WORDS[1]}\n");
        script.Append("  COMPREPLY=()\n");
        script.Append("  if [ \"$COMP_CWORD\" -eq 1 ]; then\n");
        script.Append($"    COMPREPLY=($(compgen -W '{string.Join(' ', root.Subcommands.Select(c => c.Name))}' -- \"$word\"))\n    return\n  fi\n");
        script.Append("  case \"$command:$previous\" in\n");
        foreach (var command in root.Subcommands)
        {
            foreach (var option in command.Options.Where(TakesValue))
            {
                var words = WordsOf(option);
                script.Append($"    {command.Name}:{option.Name})\n");
                script.Append(words.Length > 0
                    ? $"      COMPREPLY=($(compgen -W '{string.Join(' ', words)}' -- \"$word\"))\n"
                    : "      COMPREPLY=($(compgen -f -- \"$word\"))\n");
                script.Append("      return ;;\n");
            }
        }

        script.Append("  esac\n  case \"$command\" in\n");
        foreach (var command in root.Subcommands)
        {
            var words = string.Join(' ', [.. OptionNames(command), .. ArgumentWords(command)]);
            script.Append($"    {command.Name})\n      COMPREPLY=($(compgen -W '{words}' -- \"$word\"))");
            script.Append(TakesFiles(command) ? "\n      COMPREPLY+=($(compgen -f -- \"$word\")) ;;\n" : " ;;\n");
        }

        script.Append("  esac\n}\ncomplete -o filenames -F _dockerlsp dockerlsp\n");
        return script.ToString();
    }

    private static string Zsh(RootCommand root)
    {
        var script = new StringBuilder("#compdef dockerlsp\n# zsh completion for dockerlsp: save it as _dockerlsp in a folder of $fpath, or source it\n_dockerlsp() {\n");
        script.Append("  local -a commands\n  commands=(\n");
        foreach (var command in root.Subcommands)
        {
            script.Append($"    '{command.Name}:{Quoted(command.Description).Replace(":", "\\:", StringComparison.Ordinal)}'\n");
        }

        script.Append("  )\n  if (( CURRENT == 2 )); then\n    _describe -t commands command commands\n    return\n  fi\n  case ${words[2]} in\n");
        foreach (var command in root.Subcommands)
        {
            script.Append($"    {command.Name})\n      shift words; (( CURRENT-- ))\n      _arguments");
            foreach (var option in command.Options)
            {
                var description = Quoted(option.Description).Replace("[", "(", StringComparison.Ordinal).Replace("]", ")", StringComparison.Ordinal);
                var words = WordsOf(option);
                var value = !TakesValue(option) ? "" : words.Length > 0 ? $":{option.Name.TrimStart('-')}:({string.Join(' ', words)})" : $":{option.Name.TrimStart('-')}:_files";
                script.Append($" \\\n        '{option.Name}[{description}]{value}'");
            }

            var names = ArgumentWords(command);
            script.Append(names.Length > 0 ? $" \\\n        '1:name:({string.Join(' ', names)})'" : TakesFiles(command) ? " \\\n        '*:file:_files'" : "");
            script.Append("\n      ;;\n");
        }

        script.Append("  esac\n}\nif [ \"$funcstack[1]\" = _dockerlsp ]; then _dockerlsp \"$@\"; else compdef _dockerlsp dockerlsp; fi\n");
        return script.ToString();
    }

    private static string Fish(RootCommand root)
    {
        var script = new StringBuilder("# fish completion for dockerlsp: save it as ~/.config/fish/completions/dockerlsp.fish\n");
        foreach (var command in root.Subcommands)
        {
            script.Append($"complete -c dockerlsp -n __fish_use_subcommand -f -a {command.Name} -d '{Quoted(command.Description)}'\n");
        }

        foreach (var command in root.Subcommands)
        {
            var condition = $"-n '__fish_seen_subcommand_from {command.Name}'";
            foreach (var option in command.Options)
            {
                var words = WordsOf(option);
                var value = !TakesValue(option) ? "" : words.Length > 0 ? $" -x -a '{string.Join(' ', words)}'" : " -r";
                script.Append($"complete -c dockerlsp {condition} -l {option.Name.TrimStart('-')}{value} -d '{Quoted(option.Description)}'\n");
            }

            if (ArgumentWords(command) is { Length: > 0 } names)
            {
                script.Append($"complete -c dockerlsp {condition} -f -a '{string.Join(' ', names)}'\n");
            }
        }

        return script.ToString();
    }

    private static IEnumerable<string> OptionNames(Command command) => command.Options.Select(option => option.Name).Append("--help");

    private static bool TakesValue(Option option) => option.ValueType != typeof(bool);

    private static bool TakesFiles(Command command) => command.Arguments.Any(argument => argument.Name == "PATH");

    private static string[] ArgumentWords(Command command) => command.Arguments.FirstOrDefault()?.Name switch
    {
        "RULE" => [.. RuleNames.All()],
        "SHELL" => Shells,
        _ => [],
    };

    /// <summary>The words that an option takes: its help names them.</summary>
    private static string[] WordsOf(Option option) => option.HelpName switch
    {
        "RULES" => [.. RuleNames.All()],
        { } help when help.Contains('|', StringComparison.Ordinal) => help.Split('|'),
        _ => [],
    };

    /// <summary>For single quotes in each of the shells.</summary>
    private static string Quoted(string? text) => (text ?? "").Replace("'", "", StringComparison.Ordinal).TrimEnd('.');
}
