using System.Buffers;
using System.Collections.Immutable;
using System.CommandLine;
using DockerLsp.Engine;
using DockerLsp.Engine.Diagnostics;
using DockerLsp.Engine.Syntax;
using DockerLsp.Engine.Text;
using DockerLsp.Files;

namespace DockerLsp.Cli;

/// <summary><c>dockerlsp fix</c>: applies fixes.</summary>
internal sealed class FixCommand
{
    private readonly CommandEnvironment environment;
    private readonly AnalysisArguments shared = new();

    /// <summary>Files of one tree have much in common, and a file has with itself, once it is fixed.</summary>
    private readonly InstructionTable instructions = new(InstructionTable.ForManyFiles);

    private readonly Option<bool> includeUnsafe = new("--unsafe") { Description = "Apply fixes too that may change what the build does" };
    private readonly Option<bool> diff = new("--diff") { Description = "Print what would change and write nothing" };

    private readonly Option<bool> explainRefusals = new("--explain-refusals")
    {
        Description = "Say on standard error what prevents the fixes that were not made, and where",
    };

    private readonly Option<string?> pin = new("--pin")
    {
        Description = "Ask registries for what is installed today, and write its digests and versions down",
        HelpName = "images|packages|all",
    };

    private FixCommand(CommandEnvironment environment) => this.environment = environment;

    public static Command Create(CommandEnvironment environment)
    {
        var fix = new FixCommand(environment);
        var command = new Command("fix", "Apply fixes to Dockerfiles; with - the fixed text goes to standard output.") { fix.includeUnsafe, fix.diff, fix.pin, fix.explainRefusals };
        fix.pin.AcceptOnlyFromAmong("images", "packages", "all");
        fix.shared.AddTo(command);
        command.SetAction(fix.Run);
        return command;
    }

    private int Run(ParseResult arguments)
    {
        var configuration = shared.GetConfiguration(arguments, environment);
        var inputs = shared.GetInputs(arguments, environment);
        // What stands in a Compose or Bake file is linted, and left to its author.
        InputFile[] files = [.. inputs.Files.Where(input => input.Inline is null)];
        var summary = new FixSummary();
        var onlyShow = arguments.GetValue(diff);
        var useColor = shared.UsesColor(arguments, environment, configuration.ForRun().UsesColor);
        var failed = inputs.HasProblems;
        var progress = new Progress(environment, files.Length);
        using var pinner = arguments.GetValue(pin) is { } what ? new Pinner(environment.FindWebClient(), what, environment.Ended) : null;
        foreach (var (input, configured, file, problem) in OrderedWork.Run(files, input => Fix(input, configuration, arguments.GetValue(includeUnsafe), pinner)))
        {
            if (onlyShow)
            {
                progress.Clear();
            }

            failed |= configuration.ReportProblems(configured, progress);

            var outcome = file is null ? problem : InputProblem.Guard(input, () => Deliver(file, onlyShow, useColor)).Problem;
            if (outcome.Length > 0)
            {
                failed = true;
                progress.Clear();
                environment.Complain(outcome);
            }
            else if (file is not null)
            {
                summary.Add(file, RunConfiguration.ThresholdOf(configured));
                foreach (var reason in file.NotPinned)
                {
                    failed = true;
                    progress.Clear();
                    environment.Complain($"{input.Name}:{reason}");
                }

                if (arguments.GetValue(explainRefusals))
                {
                    progress.Clear();
                    ExplainRefusals(file);
                }
            }

            progress.Advance();
        }

        progress.Clear();

        // Standard output may hold the fixed text or a diff: what is said to people goes beside it.
        environment.Flush();
        if (summary.Describe(onlyShow) is { } line)
        {
            environment.Error.WriteLine(line);
        }

        return failed ? ExitStatus.Failure : summary.HasFindingsLeft ? ExitStatus.Findings : ExitStatus.Clean;
    }

    private (InputFile Input, EffectiveConfiguration Configured, FixedFile? File, string Problem) Fix(InputFile input, RunConfiguration configuration, bool withUnsafe, Pinner? pinner)
    {
        var configured = configuration.For(input);
        var (file, problem) = InputProblem.Guard(input, () =>
        {
            var original = input.Read(environment);
            var builds = BuildVariants.Of(input, SourceText.From(original.Text), configured.Options, configuration);
            var result = FixAll.Run(SourceText.From(original.Text), Analyze, withUnsafe);
            var notPinned = ImmutableArray<string>.Empty;
            if (pinner is not null)
            {
                (result, notPinned) = pinner.Pin(result, builds, Analyze);
            }

            return new FixedFile(input, original, result) { NotPinned = notPinned };

            ImmutableArray<Finding> Analyze(SourceText text) => SeveralBuilds.Collect(builds, options => DockerfileAnalysis.Create(text, options, instructions).Findings);
        });
        return (input, configured, file, problem);
    }

    private FixedFile Deliver(FixedFile file, bool onlyShow, bool useColor)
    {
        if (onlyShow)
        {
            ShowDiff(file, useColor);
        }
        else if (file.Input.FullPath is not { } path)
        {
            environment.Output.Write(file.Original.Encode(file.NewText));
        }
        else if (file.HasChanged)
        {
            environment.Files.Replace(path, file.Original.Encode(file.NewText));
        }

        return file;
    }

    /// <summary>What is said beside the diff: which construct, at which place of the fixed file, prevents what.</summary>
    private void ExplainRefusals(FixedFile file)
    {
        environment.Flush();
        var refusals = file.Result.Remaining.SelectMany(finding => finding.Refusals.Where(refusal => !refusal.IsOnRequest).Select(refusal => (Rule: finding.Rule.Id, Refusal: refusal)))
            .GroupBy(pair => pair.Refusal).OrderBy(group => group.Key.Span.Start);
        foreach (var group in refusals)
        {
            var place = file.Result.Text.GetPosition(group.Key.Span.Start);
            var rules = string.Join(", ", group.Select(pair => pair.Rule).Distinct());
            environment.Error.WriteLine(
                $"{VisibleText.Of(file.Input.Name)}:{place.Line + 1}:{place.Character + 1}: {VisibleText.Of(group.Key.Title)}: {VisibleText.Of(group.Key.Reason)} [{rules}]");
        }
    }

    private void ShowDiff(FixedFile file, bool useColor)
    {
        // A byte order mark is part of the first line for whoever applies the diff.
        var mark = file.Original.HasByteOrderMark ? "\uFEFF" : "";
        var palette = new Palette(useColor);
        foreach (var line in UnifiedDiff.GetLines(file.Input.Name, mark + file.Original.Text, mark + file.NewText))
        {
            if (useColor || environment.IsOutputTerminal)
            {
                environment.Writer.WriteLine(Paint(VisibleText.Of(line.TrimEnd('\n').TrimEnd('\r')), palette));
            }
            else
            {
                // A diff that goes on to another program must give back every byte.
                environment.Flush();
                var bytes = new ArrayBufferWriter<byte>(line.Length + 1);
                FileText.EncodeText(line, bytes);
                environment.Output.Write(bytes.WrittenSpan);
            }
        }
    }

    private static string Paint(string line, Palette palette) => line switch
    {
        ['+', '+', '+', ..] or ['-', '-', '-', ..] => palette.Bold(line),
        ['@', '@', ..] => palette.Frame(line),
        ['+', ..] => palette.Added(line),
        ['-', ..] => palette.Removed(line),
        _ => line,
    };
}
