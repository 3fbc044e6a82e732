using System.CommandLine;
using DockerLsp.Engine;
using DockerLsp.Engine.Configuration;
using DockerLsp.Engine.Rules;
using DockerLsp.Engine.Syntax;
using DockerLsp.Engine.Text;
using DockerLsp.Files;
using DockerLsp.Programs;

namespace DockerLsp.Cli;

/// <summary><c>dockerlsp lint</c>: reports findings.</summary>
internal sealed class LintCommand
{
    private readonly CommandEnvironment environment;
    private readonly AnalysisArguments shared = new();

    /// <summary>Files of one tree have much in common.</summary>
    private readonly InstructionTable instructions = new(InstructionTable.ForManyFiles);

    private readonly Option<string> format = AnalysisArguments.CreateChoice("--format", "How findings are written", ReportFormats.Names, "text");
    private readonly Option<bool> statistics = new("--statistics") { Description = "Count the findings of each rule instead of showing them" };
    private readonly Option<string?> baseline = new("--baseline") { Description = "Leave out the findings that this file lists", HelpName = "FILE" };
    private readonly Option<bool> writeBaseline = new("--write-baseline") { Description = "List all findings in the file of --baseline" };
    private readonly Option<string?> diffBase = new("--diff-base") { Description = "Report only what came with changes since this git revision", HelpName = "REVISION" };
    private readonly Option<bool> watch = new("--watch") { Description = "Go on, and report again when a file has changed" };
    private readonly Option<string> shellCheck = AnalysisArguments.CreateChoice("--shellcheck", "Whether ShellCheck, where it is installed, checks shell scripts too", ["auto", "off"], "auto");
    private readonly Option<string?> print = new("--print") { Description = "Print what the rules see instead of findings", HelpName = string.Join('|', Dumps.Names) };

    private LintCommand(CommandEnvironment environment)
    {
        this.environment = environment;
        print.AcceptOnlyFromAmong([.. Dumps.Names]);
    }

    public static Command Create(CommandEnvironment environment)
    {
        var lint = new LintCommand(environment);
        var command = new Command("lint", "Report what is wrong in Dockerfiles.")
        {
            lint.format, lint.statistics, lint.baseline, lint.writeBaseline, lint.diffBase, lint.watch, lint.shellCheck, lint.print,
        };
        lint.shared.AddTo(command);
        command.SetAction(lint.Run);
        return command;
    }

    private int Run(ParseResult arguments)
    {
        if (!arguments.GetValue(watch))
        {
            return RunOnce(arguments, shared.GetConfiguration(arguments, environment), shared.GetInputs(arguments, environment));
        }

        var watched = new FileWatch(environment);
        using var quiet = environment.Quietly();
        while (true)
        {
            var inputs = shared.GetInputs(arguments, environment);
            var configuration = shared.GetConfiguration(arguments, environment);
            var stamp = FileWatch.Stamp(inputs, configuration);
            var status = RunOnce(arguments, configuration, inputs);
            environment.Flush();
            if (!watched.WaitForChange(stamp, () => FileWatch.Stamp(shared.GetInputs(arguments, quiet), shared.GetConfiguration(arguments, quiet))))
            {
                return status;
            }
        }
    }

    private int RunOnce(ParseResult arguments, RunConfiguration configuration, InputList inputs)
    {
        if (arguments.GetValue(print) is { } dump)
        {
            return Print(inputs, configuration, Dumps.Get(dump));
        }

        var (known, isWritten) = GetBaseline(arguments);
        var changes = arguments.GetValue(diffBase) is { } revision ? ChangedFindings.Since(revision, inputs.Files, environment) : null;
        var report = CreateReport(arguments, configuration.ForRun());
        var scripts = arguments.GetRequiredValue(shellCheck) == "auto" && MayReportShellCheck(configuration.ForRun().Options)
            && environment.FindScriptChecker(environment.Complain) is { } checker ? new ScriptCheckCache(checker) : null;
        var failed = inputs.HasProblems;
        var hasFindings = false;
        var progress = new Progress(environment, inputs.Files.Count);
        report.Begin();
        foreach (var (configured, read, problem) in OrderedWork.Run(inputs.Files, input => Lint(input, configuration, scripts, changes)))
        {
            failed |= configuration.ReportProblems(configured, progress);
            foreach (var complaint in read?.Complaints ?? [])
            {
                failed = true;
                progress.Clear();
                environment.Complain(complaint);
            }

            foreach (var remark in read?.Remarks ?? [])
            {
                progress.Clear();
                environment.Complain(remark);
            }

            var file = isWritten || read is null ? read : known?.WithoutKnown(read) ?? read;
            if (file is not { Findings: [] })
            {
                progress.Clear();
            }

            if (file is null)
            {
                failed = true;
                environment.Complain(problem);
            }
            else if (isWritten)
            {
                known?.Add(file);
            }
            else
            {
                report.Add(file);
                hasFindings |= RunConfiguration.ThresholdOf(configured) is { } least && file.Findings.Any(finding => finding.Severity >= least);
            }

            progress.Advance();
        }

        progress.Clear();
        report.End();
        if (isWritten)
        {
            known?.Write(arguments.GetValue(baseline) ?? "", environment.Files);
        }

        return failed ? ExitStatus.Failure : hasFindings ? ExitStatus.Findings : ExitStatus.Clean;
    }

    /// <exception cref="UsageException">The baseline cannot be read.</exception>
    private (Baseline? Known, bool IsWritten) GetBaseline(ParseResult arguments)
    {
        var isWritten = arguments.GetValue(writeBaseline);
        if (arguments.GetValue(baseline) is not { } name)
        {
            return isWritten ? throw new UsageException("--write-baseline needs --baseline with the name of the file") : (null, false);
        }

        var path = Path.GetFullPath(name, environment.CurrentDirectory);
        return (isWritten ? Baseline.Create(path) : Baseline.Read(name, path, environment.Files), isWritten);
    }

    private ReportFormat CreateReport(ParseResult arguments, EffectiveConfiguration configured)
    {
        var name = AnalysisArguments.IsGiven(arguments, format) ? arguments.GetRequiredValue(format) : configured.Format ?? "text";
        if (arguments.GetValue(writeBaseline))
        {
            return new NoReport();
        }

        return arguments.GetValue(statistics)
            ? new StatisticsReport(environment.Writer, name == "json")
            : ReportFormats.Create(name, environment.Writer, shared.UsesColor(arguments, environment, configured.UsesColor));
    }

    private (EffectiveConfiguration Configured, LintedFile? File, string Problem) Lint(
        InputFile input, RunConfiguration configuration, ScriptCheckCache? scripts, ChangedFindings? changes)
    {
        var configured = configuration.For(input);
        var (file, problem) = InputProblem.Guard(input, () =>
        {
            var text = SourceText.From(input.Read(environment).Text);
            var builds = BuildVariants.Of(input, text, configured.Options, configuration);
            var findings = SeveralBuilds.Collect(builds, options =>
            {
                var analysis = DockerfileAnalysis.Create(text, options, instructions);
                // Each file has a thread of its own here, and the scripts of a file run side by side.
                return (scripts is null ? analysis : scripts.CheckAsync(analysis).GetAwaiter().GetResult()).Findings;
            });
            findings = changes?.Keep(input, text, findings, old => SeveralBuilds.Collect(builds, options => DockerfileAnalysis.Create(old, options, instructions).Findings), environment) ?? findings;
            return new LintedFile(input.Name, input.Inline?.File ?? text, input.Inline?.ToFile(findings) ?? findings)
            {
                FullPath = input.FullPath,
                Complaints = BuildVariants.FindMissingStages(input, text),
                Remarks = BuildVariants.FindUnusedArguments(input, text),
            };
        });
        return (configured, file, problem);
    }

    private static bool MayReportShellCheck(AnalysisOptions options) =>
        options.Select.IsDefaultOrEmpty || options.Select.Any(ShellCheckRules.IsPrefix);

    private int Print(InputList inputs, RunConfiguration configuration, Func<DockerfileAnalysis, string> dump)
    {
        var failed = inputs.HasProblems;
        foreach (var input in inputs.Files)
        {
            var (text, problem) = InputProblem.Guard(input, () => dump(Analyze(input, configuration)));
            if (text is not null)
            {
                environment.Writer.WriteLine(text.TrimEnd('\n'));
            }
            else
            {
                failed = true;
                environment.Complain(problem);
            }
        }

        return failed ? ExitStatus.Failure : ExitStatus.Clean;
    }

    /// <summary>The analysis of the first build.</summary>
    private DockerfileAnalysis Analyze(InputFile input, RunConfiguration configuration)
    {
        var text = SourceText.From(input.Read(environment).Text);
        return DockerfileAnalysis.Create(text, BuildVariants.Of(input, text, configuration.For(input).Options, configuration)[0]);
    }

    /// <summary>Where findings are written down instead of being reported.</summary>
    private sealed class NoReport : ReportFormat
    {
        public override void Add(LintedFile file)
        {
        }

        public override void End()
        {
        }
    }
}
