using DockerLsp.Engine.Text;

namespace DockerLsp.Engine.Syntax;

/// <summary>
/// Says what BuildKit will not accept in an instruction, as far as the instruction alone shows it
/// (frontend/dockerfile/instructions/parse.go and bflag.go).
/// </summary>
internal static class SyntaxChecker
{
    public static SyntaxDiagnostic UnterminatedHeredoc(GreenHeredoc heredoc)
    {
        var tabs = heredoc.StripsTabs ? "; tabs may stand before it" : string.Empty;
        return new SyntaxDiagnostic(
            heredoc.Opening,
            $"No line ends this heredoc, so the rest of the file belongs to it: close it with a line that holds only `{Shorten(heredoc.Delimiter)}`{tabs}",
            "unterminated-heredoc");
    }

    public static SyntaxDiagnostic NotAString(TextSpan span, string value) =>
        new(span, $"An exec form holds only strings: put `{Shorten(value)}` in double quotes", "exec-form-string");

    public static void Check(ParsedLine line, MappedText logical, TextSpan rest)
    {
        var checker = new Run(line, logical, rest);
        checker.CheckFlags();
        checker.CheckArguments();
    }

    internal static string Shorten(string text) => text.Length <= 40 ? text : string.Concat(text.AsSpan(0, 39), "…");

    private readonly struct Run(ParsedLine line, MappedText logical, TextSpan rest)
    {
        /// <summary>The keyword as written.</summary>
        private string Keyword => Shorten(logical.Text.Substring(line.Keyword.Logical.Start, line.Keyword.Logical.Length));

        private void Report(TextSpan span, string message, string code) =>
            line.Diagnostics.Add(new SyntaxDiagnostic(span, message, code));

        private void ReportAtKeyword(string message, string code) => Report(line.Keyword.Span, message, code);

        private string TextOf(GreenWord word) => Shorten(logical.Text.Substring(word.Logical.Start, word.Logical.Length));

        public void CheckFlags()
        {
            // BuildKit never looks at the flags of these (parseArg, parseStopSignal, and HEALTHCHECK NONE).
            if (line.Flags.Count == 0 || line.Kind is InstructionKind.Unknown or InstructionKind.Arg or InstructionKind.Stopsignal
                || (line.Kind == InstructionKind.Healthcheck && IsHealthcheckNone))
            {
                return;
            }

            var known = SyntaxFacts.GetFlags(line.Kind);
            var seen = 0UL;
            foreach (var flag in line.Flags)
            {
                var text = flag.Text.Text;
                var equals = text.IndexOf('=', StringComparison.Ordinal);
                var name = text[2..(equals < 0 ? text.Length : Math.Max(2, equals))];
                var at = 0;
                while (at < known.Length && known[at].Name != name)
                {
                    at++;
                }

                if (at == known.Length)
                {
                    var closest = Suggestions.Closest(name, known.Select(f => f.Name));
                    Report(
                        flag.Token.Span,
                        closest is null ? $"{Keyword} has no flag `--{Shorten(name)}`" : $"{Keyword} has no flag `--{Shorten(name)}`; did you mean `--{closest}`?",
                        "unknown-flag");
                    continue;
                }

                var facts = known[at];
                if ((seen & (1UL << at)) != 0 && !facts.IsRepeatable)
                {
                    Report(flag.Token.Span, $"`--{name}` is given twice; BuildKit takes it once", "duplicate-flag");
                }

                seen |= 1UL << at;
                CheckFlagValue(flag, facts, equals < 0 ? null : text[(equals + 1)..]);
            }
        }

        private void CheckFlagValue(GreenFlag flag, FlagFacts facts, string? value)
        {
            if (value is null ? !facts.IsBoolean : value.Length == 0 && (facts.IsBoolean || facts.Name is "mount" or "network" or "security"))
            {
                Report(flag.Token.Span, $"`--{facts.Name}` needs a value: `--{facts.Name}=…`", "flag-value");
            }
            else if (facts.IsBoolean && value is not null
                && !value.Equals("true", StringComparison.OrdinalIgnoreCase) && !value.Equals("false", StringComparison.OrdinalIgnoreCase))
            {
                Report(flag.Token.Span, $"`--{facts.Name}` is either true or false, not `{Shorten(value)}`", "flag-value");
            }
        }

        private bool IsHealthcheckNone =>
            line.Words.Count > 0 && TextOf(line.Words[0]).Equals("NONE", StringComparison.OrdinalIgnoreCase);

        public void CheckArguments()
        {
            switch (line.Kind)
            {
                case InstructionKind.Unknown:
                    CheckUnknown();
                    break;
                case InstructionKind.From:
                    CheckFrom();
                    break;
                case InstructionKind.Env or InstructionKind.Label or InstructionKind.Arg:
                    CheckPairs();
                    break;
                case InstructionKind.Copy or InstructionKind.Add:
                    CheckCopy();
                    break;
                case InstructionKind.Volume:
                    CheckVolume();
                    break;
                case InstructionKind.Expose when line.Words.Count == 0:
                    ReportAtKeyword($"{Keyword} names no port, for instance `{Keyword} 8080`", "missing-argument");
                    break;
                case InstructionKind.Expose:
                    CheckPorts();
                    break;
                case InstructionKind.User or InstructionKind.Workdir or InstructionKind.Stopsignal or InstructionKind.Maintainer
                    when line.Words.Count == 0:
                    ReportAtKeyword($"{Keyword} has no argument", "missing-argument");
                    break;
                case InstructionKind.Stopsignal:
                    CheckSignal();
                    break;
                case InstructionKind.Shell:
                    CheckShell();
                    break;
                case InstructionKind.Healthcheck:
                    CheckHealthcheck();
                    break;
                case InstructionKind.Onbuild:
                    CheckOnbuild();
                    break;
                default:
                    break;
            }
        }

        private void CheckUnknown()
        {
            var keyword = Keyword;
            if (keyword.Length == 0)
            {
                ReportAtKeyword("Nothing follows this continuation, so there is no instruction here", "unknown-instruction");
                return;
            }

            var split = keyword.AsSpan().IndexOfAny('<', '[');
            if (split > 0 && SyntaxFacts.GetInstructionKind(keyword.AsSpan(0, split)) != InstructionKind.Unknown)
            {
                ReportAtKeyword($"`{keyword}` is read as one word: put a space behind `{keyword[..split]}`", "unknown-instruction");
                return;
            }

            if (SyntaxFacts.OpensTemplate(keyword))
            {
                ReportAtKeyword($"`{keyword}` is a template's and no instruction: what is made of the template is the Dockerfile", "unknown-instruction");
                return;
            }

            var closest = Suggestions.Closest(keyword.ToUpperInvariant(), SyntaxFacts.Keywords);
            ReportAtKeyword(
                closest is null
                    ? $"`{keyword}` is not an instruction; if it continues the line above, end that line with the escape character"
                    : $"`{keyword}` is not an instruction; did you mean `{closest}`?",
                closest is null ? SyntaxDiagnostic.LostLine : "unknown-instruction");
        }

        private void CheckFrom()
        {
            var words = line.Words;
            if (words.Count == 0)
            {
                ReportAtKeyword($"{Keyword} names no image, for instance `{Keyword} debian:12`", "missing-argument");
                return;
            }

            var hasAs = words.Count > 1 && TextOf(words[1]).Equals("AS", StringComparison.OrdinalIgnoreCase);
            if (words.Count == 1 || (words.Count == 3 && hasAs))
            {
                CheckStageName();
                return;
            }

            var extra = words[words.Count > 1 && hasAs && words.Count > 3 ? 3 : 1];
            var span = TextSpan.FromBounds(extra.Span.Start, words[^1].Span.End);
            var text = TextOf(extra);
            Report(
                span,
                (words.Count, hasAs) switch
                {
                    (2, true) => $"No stage name behind `{text}`",
                    _ when text.StartsWith('#') => "A comment needs a line of its own: behind an instruction it is part of it",
                    _ => $"{Keyword} takes an image and at most `AS name`; `{text}` has no place here",
                },
                "from-arguments");
        }

        private void CheckStageName()
        {
            if (line.Words.Count < 3)
            {
                return;
            }

            var span = line.Words[2].Logical;
            var name = logical.Text.AsSpan(span.Start, span.Length);
            var isValid = char.IsAsciiLetter(name[0]);
            foreach (var c in name)
            {
                isValid &= char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.';
            }

            if (!isValid)
            {
                Report(
                    line.Words[2].Span,
                    $"`{TextOf(line.Words[2])}` cannot name a stage: a name begins with a letter and goes on with letters, digits, `-`, `_` and `.`",
                    "stage-name");
            }
        }

        private void CheckPairs()
        {
            if (line.Pairs.Count == 0)
            {
                var example = line.Kind == InstructionKind.Arg ? "NAME" : "NAME=value";
                ReportAtKeyword($"{Keyword} sets nothing, for instance `{Keyword} {example}`", "missing-argument");
                return;
            }

            foreach (var pair in line.Pairs)
            {
                if (pair.Key.Logical.IsEmpty)
                {
                    Report(pair.EqualsSign ?? pair.Key.Span, "No name stands before this `=`", "blank-name");
                }
                else if (pair.Value is null && line.Kind != InstructionKind.Arg)
                {
                    var name = TextOf(pair.Key);
                    Report(pair.Key.Span, $"`{name}` has no value: write `{name}=…`, with quotes where the value holds spaces", "missing-value");
                }
            }
        }

        private void CheckCopy()
        {
            var count = line.Words.Count;
            if (count == 0)
            {
                ReportAtKeyword($"{Keyword} needs a source and a destination", "missing-argument");
                return;
            }

            var last = line.Words[^1];
            var text = last.Decoded is { } decoded ? decoded.Text : logical.Text.AsSpan(last.Logical.Start, last.Logical.Length);
            if (count == 1)
            {
                Report(last.Span, $"{Keyword} needs a destination behind `{TextOf(last)}`", "missing-argument");
            }
            else if (text.Contains("<<", StringComparison.Ordinal) && HeredocLexer.TryReadOpening(text.ToString(), last.Logical) is not null)
            {
                Report(last.Span, $"A heredoc can only be a source: {Keyword} needs a destination behind it", "heredoc-destination");
            }
        }

        private void CheckVolume()
        {
            if (line.Words.Count == 0)
            {
                ReportAtKeyword($"{Keyword} names no path, for instance `{Keyword} /data`", "missing-argument");
            }

            foreach (var word in line.Words)
            {
                if (word.Decoded is { } decoded && string.IsNullOrWhiteSpace(decoded.Text))
                {
                    Report(word.Span, "A volume needs a path", "missing-argument");
                }
            }
        }

        /// <summary>What a variable or an escape makes of a name is not looked at.</summary>
        private void CheckSignal()
        {
            var word = line.Words[0];
            var text = logical.Text.AsSpan(word.Logical.Start, word.Logical.Length).Trim("\"'");
            if (text.ContainsAny('$', '\\', '`') || SyntaxFacts.IsSignal(text))
            {
                return;
            }

            var closest = Suggestions.Closest(text.ToString().ToUpperInvariant(), SyntaxFacts.Signals.Select(s => "SIG" + s));
            Report(
                word.Span,
                closest is null
                    ? $"`{TextOf(word)}` is no signal, and the build stops here: write a name such as `SIGTERM`, or a number"
                    : $"`{TextOf(word)}` is no signal, and the build stops here; did you mean `{closest}`?",
                "signal");
        }

        /// <summary>What holds a variable or an address is not looked at; numbers that are too high have a rule of their own.</summary>
        private void CheckPorts()
        {
            foreach (var word in line.Words)
            {
                var text = logical.Text.AsSpan(word.Logical.Start, word.Logical.Length).Trim("\"'");
                if (!text.ContainsAny("$\\`:") && !IsPort(text))
                {
                    Report(word.Span, $"`{TextOf(word)}` is no port, and the build stops here: write `8080`, `8080/udp` or `8000-8010`", "port");
                }
            }
        }

        private static bool IsPort(ReadOnlySpan<char> text)
        {
            if (text.IndexOf('/') is >= 0 and var slash)
            {
                var protocol = text[(slash + 1)..];
                protocol = protocol.IndexOf('/') is > 0 and var next ? protocol[..next] : protocol;
                if (!protocol.IsEmpty && !SyntaxFacts.IsProtocol(protocol))
                {
                    return false;
                }

                text = text[..slash];
            }

            var dash = text.IndexOf('-');
            return IsNumber(dash < 0 ? text : text[..dash], out var first)
                && (dash < 0 || (IsNumber(text[(dash + 1)..], out var last) && first <= last));
        }

        /// <summary>Digits; a number that is too high for a port counts as the highest of these.</summary>
        private static bool IsNumber(ReadOnlySpan<char> text, out int number)
        {
            number = 0;
            foreach (var c in text)
            {
                if (!char.IsAsciiDigit(c))
                {
                    return false;
                }

                number = Math.Min((number * 10) + (c - '0'), 1_000_000);
            }

            return !text.IsEmpty;
        }

        private void CheckShell()
        {
            if (line.Command is not { Elements: { } elements })
            {
                Report(
                    line.Command?.Span ?? line.Keyword.Span,
                    $"{Keyword} takes a JSON array with double quotes, for instance `{Keyword} [\"/bin/bash\", \"-c\"]`",
                    "shell-exec-form");
            }
            else if (elements.Length == 0)
            {
                Report(line.Command.Span, $"{Keyword} needs a program in its array", "missing-argument");
            }
        }

        private void CheckHealthcheck()
        {
            if (line.Words.Count == 0)
            {
                ReportAtKeyword($"{Keyword} needs `CMD` with a command, or `NONE`", "missing-argument");
                return;
            }

            var type = TextOf(line.Words[0]);
            if (IsHealthcheckNone)
            {
                if (line.Command is not null)
                {
                    Report(line.Command.Span, $"Nothing can follow `{type}`", "healthcheck-arguments");
                }
            }
            else if (!type.Equals("CMD", StringComparison.OrdinalIgnoreCase))
            {
                Report(line.Words[0].Span, $"{Keyword} is followed by `CMD` or `NONE`, not by `{type}`", "healthcheck-type");
            }
            else if (line.Command is null or { Elements.Length: 0 })
            {
                Report(line.Words[0].Span, $"No command behind `{type}`", "missing-argument");
            }
        }

        private void CheckOnbuild()
        {
            if (rest.IsEmpty)
            {
                ReportAtKeyword($"{Keyword} needs an instruction to run later", "missing-argument");
            }
            else if (line.Trigger is { Kind: InstructionKind.Onbuild or InstructionKind.From or InstructionKind.Maintainer } trigger)
            {
                Report(trigger.Keyword.Span, $"{SyntaxFacts.GetKeyword(trigger.Kind)} cannot be triggered by {Keyword}", "onbuild-trigger");
            }
        }
    }
}
