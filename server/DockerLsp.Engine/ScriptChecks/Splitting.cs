using System.Buffers;
using System.Collections.Immutable;
using DockerLsp.Engine.PackageManagers;
using DockerLsp.Engine.Semantics;
using DockerLsp.Engine.Shell;
using DockerLsp.Engine.Text;

namespace DockerLsp.Engine.ScriptChecks;

/// <summary>
/// Tells the expansions without quotes that nothing can split, and those that are to be split: quoting a list of packages would
/// make one package of it, and break the build.
/// </summary>
internal sealed class Splitting
{
    /// <summary>Programs beside the package managers that take lists of packages.</summary>
    private static readonly ImmutableHashSet<string> TakersOfLists =
        ["apt-mark", "rpm", "dpkg", "docker-php-ext-install", "docker-php-ext-enable", "install-php-extensions", "a2enmod", "pecl"];

    private static readonly SearchValues<char> Splitters = SearchValues.Create(" \t\n*?[");

    private readonly BuildState? before;
    private readonly Dictionary<int, Site> sites = [];
    private readonly Dictionary<string, List<Value>> values = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> verdicts = new(StringComparer.Ordinal);

    public Splitting(ShellScript script, BuildState? before)
    {
        this.before = before;
        Visit(script.Body, null, null);
    }

    /// <summary>Whether it does no harm that an expansion has no quotes.</summary>
    /// <param name="span">The expansion, in the script.</param>
    public bool IsHarmless(TextSpan span) =>
        sites.TryGetValue(span.Start, out var site) && site.Part.Span == span && (IsOneWord(site.Part) || IsListOfPackages(site) || IsListOfOptions(site));

    /// <summary>Whether a place is in a word that a package manager reads: the brackets of <c>uvicorn[standard]</c> are no pattern.</summary>
    public bool IsInPackage(int offset) =>
        sites.TryGetValue(offset, out var site) && site is { Word: { } word, Command: { } command } && PackageCommand.Read(CommandView.Of(command))?.Packages.Contains(word) == true;

    private void Visit(ShellNode node, ShellWord? word, ShellSimpleCommand? command)
    {
        switch (node)
        {
            case ShellSimpleCommand simple:
                command = simple;
                ReadAssignments(simple);
                break;
            case ShellAssignment assignment:
                Add(assignment.Name, assignment.IsArray ? Value.Unknown : new Value(assignment.Value?.Parts ?? [], "", false));
                command = null;
                break;
            case ShellFor { Variable: { } variable } loop:
                foreach (var item in loop.Words)
                {
                    Add(variable, new Value(item.Parts, "", true));
                }

                if (!loop.HasIn)
                {
                    Add(variable, Value.Unknown);
                }

                break;
            case ShellWord:
                word = (ShellWord)node;
                break;
            case ShellList:
                word = null;
                command = null;
                break;
            case ShellParameter or ShellCommandSubstitution or ShellGlob:
                sites.TryAdd(node.Span.Start, new Site((ShellWordPart)node, word, command));
                break;
        }

        foreach (var child in node.Children)
        {
            Visit(child, word, command);
        }
    }

    /// <summary>The variables that a command sets by its arguments.</summary>
    private void ReadAssignments(ShellSimpleCommand command)
    {
        if (command.Words is not [{ ConstantValue: { } name }, ..])
        {
            return;
        }

        var assigns = ShellFacts.IsAssignmentUtility(name);
        if (!assigns && name is not ("read" or "getopts" or "mapfile" or "readarray" or "printf" or "unset"))
        {
            return;
        }

        for (var i = 1; i < command.Words.Length; i++)
        {
            var word = command.Words[i];
            if (assigns && word.LeadingText is { } text && text.IndexOf('=', StringComparison.Ordinal) is var equals and > 0)
            {
                Add(text[..equals], new Value(word.Parts.RemoveAt(0), text[(equals + 1)..], false));
            }
            else if (!assigns && word.ConstantValue is { } variable)
            {
                Add(variable, Value.Unknown);
            }
        }
    }

    private void Add(string name, Value value)
    {
        if (!values.TryGetValue(name, out var known))
        {
            values.Add(name, known = []);
        }

        known.Add(value);
    }

    /// <summary>Whether it is all of an argument that stands where a list of packages does.</summary>
    private static bool IsListOfPackages(Site site)
    {
        if (site is not { Word: { Parts: [var only] } word, Command: { } command } || !ReferenceEquals(only, site.Part))
        {
            return false;
        }

        var view = CommandView.Of(command);
        return PackageCommand.Read(view) is { } package ? package.Packages.Contains(word)
            : view.Name is { } name && TakersOfLists.Contains(name) && command.Words.IndexOf(word) > view.Start;
    }

    /// <summary>Whether it is a whole argument, and each value that the script gives it is options, or nothing.</summary>
    private bool IsListOfOptions(Site site) =>
        site is { Part: ShellParameter { Operation: "", IsLength: false, IsIndirect: false } parameter, Word.Parts: [var only], Command: { } command }
        && ReferenceEquals(only, parameter) && !ReferenceEquals(command.Words[0], site.Word)
        && values.TryGetValue(parameter.Name, out var known)
        && known.All(v => !v.IsLoop && !ReferenceEquals(v, Value.Unknown) && v.IsOptions(parameter.Name));

    private bool IsOneWord(ImmutableArray<ShellWordPart> parts)
    {
        foreach (var part in parts)
        {
            if (!IsOneWord(part))
            {
                return false;
            }
        }

        return true;
    }

    private bool IsOneWord(ShellWordPart part) => part switch
    {
        ShellGlob or ShellTilde or ShellBrace => false,
        { ConstantValue: { } text } => !text.AsSpan().ContainsAny(Splitters),
        ShellDoubleQuoted quoted => IsOneWord(quoted.Parts),
        ShellArithmetic => true,
        ShellCommandSubstitution substitution => PrintsOneWord(substitution.Body),
        ShellParameter parameter => IsOneWord(parameter),
        _ => false,
    };

    private bool IsOneWord(ShellParameter parameter)
    {
        if (parameter.IsIndirect || parameter.Subscript is not null)
        {
            return false;
        }

        return parameter.IsLength || parameter.Operation switch
        {
            "" or "%" or "%%" or "#" or "##" or ":" or "^" or "^^" or "," or ",," => IsOneWord(parameter.Name),
            ":-" or "-" or ":=" or "=" or "/" or "//" => IsOneWord(parameter.Name) && IsOneWord(parameter.Argument?.Parts ?? []),
            ":+" or "+" => IsOneWord(parameter.Argument?.Parts ?? []),
            _ => false,
        };
    }

    private bool IsOneWord(string name)
    {
        if (!values.TryGetValue(name, out var known))
        {
            // What the build declares is taken as a word: a list in ENV or ARG is there to be split.
            return name is "?" or "#" or "$" or "!" || before?.Environment.ContainsKey(name) == true || before?.Arguments.ContainsKey(name) == true;
        }

        if (verdicts.TryGetValue(name, out var verdict))
        {
            return verdict.Length > 0;
        }

        // `x="$x-more"` is a word where x was one.
        verdicts[name] = name;
        var isOne = known.TrueForAll(IsOneWord);
        verdicts[name] = isOne ? name : "";
        return isOne;
    }

    private bool IsOneWord(Value value)
    {
        if (ReferenceEquals(value, Value.Unknown))
        {
            return false;
        }

        // What a loop walks has been split already.
        return value.IsLoop
            ? value.Parts.All(p => p is ShellCommandSubstitution or ShellParameter { IsIndirect: false, Name: not "@" } || IsOneWord(p))
            : !value.Head.AsSpan().ContainsAny(Splitters) && IsOneWord(value.Parts);
    }

    private bool PrintsOneWord(ShellList list)
    {
        if (list.Statements is not [{ Terminator: not StatementTerminator.Background, AndOr: { } andOr }])
        {
            return false;
        }

        // `[ … ] && echo a || echo b` prints one of them, or nothing.
        var hasPrinted = false;
        for (var i = 0; i < andOr.Pipelines.Length; i++)
        {
            if (IsTest(andOr.Pipelines[i]))
            {
                continue;
            }

            if ((hasPrinted && andOr.Operators[i - 1].IsAnd) || !PrintsOneWord(andOr.Pipelines[i]))
            {
                return false;
            }

            hasPrinted = true;
        }

        return true;
    }

    private bool PrintsOneWord(ShellPipeline pipeline)
    {
        if (pipeline.Commands[0] is ShellIf { Redirections: [] } choice && pipeline.Commands.Length == 1)
        {
            return choice.Clauses.All(c => c.Condition.Statements.All(s => s.AndOr.Pipelines.All(IsTest)) && PrintsOneWord(c.Body)) && (choice.Else is null || PrintsOneWord(choice.Else));
        }

        for (var i = 0; i < pipeline.Commands.Length; i++)
        {
            if (pipeline.Commands[i] is not ShellSimpleCommand command || CommandView.Of(command) is not { Name: { } name } view || !(i == 0 ? PrintsOneWord(view, name) : KeepsOneWord(view, name)))
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsTest(ShellPipeline pipeline) =>
        pipeline.Commands is [ShellConditional] || (pipeline.Commands is [ShellSimpleCommand { Words: [{ ConstantValue: var name }, ..] }] && name is "[" or "test");

    /// <summary>Whether a program prints a single word, as its manual says.</summary>
    private bool PrintsOneWord(CommandView view, string name)
    {
        var words = view.Arguments;
        if (name is "echo" or "printf")
        {
            words = words is [{ ConstantValue: "-n" or "%s" or "%s\\n" }, _] ? words[1..] : words;
            return words.Length <= 1 && AreOneWord(words) && (words is not [{ ConstantValue: { } text }] || !text.AsSpan().ContainsAny('\\', '%'));
        }

        var call = PipeReader.LineOf(view);
        return name == "mktemp" || (call is not null && (PipeReader.OneWordCalls.Contains(call) || call.StartsWith("dpkg-architecture -", StringComparison.Ordinal)
            || (call.StartsWith("date +", StringComparison.Ordinal) && words.Length == 1 && !call.AsSpan("date ".Length).ContainsAny(Splitters))))
            || (name is "basename" or "dirname" && AreOneWord(words));
    }

    private bool AreOneWord(ReadOnlySpan<ShellWord> words)
    {
        foreach (var word in words)
        {
            if (!IsOneWord(word.Parts))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Whether a program makes no more words of one.</summary>
    private static bool KeepsOneWord(CommandView view, string name) =>
        PipeReader.IsFilter(name) && name is not "wc" && PipeReader.LineOf(view) is { } call
        && (name is not ("tr" or "sed" or "awk") || (!call.AsSpan().ContainsAny(",\"\n\t") && !call.Contains("\\n", StringComparison.Ordinal)
            && !call.Contains("space", StringComparison.Ordinal) && (name == "awk" || view.ArgumentValues.All(v => v is not null && !v.Contains(' ', StringComparison.Ordinal)))));

    /// <summary>Where an expansion stands.</summary>
    private sealed class Site(ShellWordPart part, ShellWord? word, ShellSimpleCommand? command)
    {
        public ShellWordPart Part { get; } = part;

        public ShellWord? Word { get; } = word;

        public ShellSimpleCommand? Command { get; } = command;
    }

    /// <summary>What the script gives a variable: a piece of text, and what follows it.</summary>
    private sealed class Value(ImmutableArray<ShellWordPart> parts, string head, bool isLoop)
    {
        public static readonly Value Unknown = new([], "", false);

        public ImmutableArray<ShellWordPart> Parts { get; } = parts;

        public string Head { get; } = head;

        /// <summary>Whether it is a word that a loop walks.</summary>
        public bool IsLoop { get; } = isLoop;

        /// <summary>Whether it is options, what the variable held before and options, or nothing.</summary>
        public bool IsOptions(string variable) =>
            (Head.Length > 0 ? Head : First(Parts, variable)) is null or "" or [' ', ..] or ['-', ..];

        private static string? First(ImmutableArray<ShellWordPart> parts, string variable) => parts switch
        {
            [] => null,
            [ShellDoubleQuoted quoted, ..] => First(quoted.Parts, variable),
            [ShellParameter { Name: var name }, .. var rest] when name == variable => First(rest, variable),
            [{ ConstantValue: { } text }, ..] => text.TrimStart(),
            _ => "?",
        };
    }
}
