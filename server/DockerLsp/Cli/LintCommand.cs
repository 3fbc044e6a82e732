using System.CommandLine;
using DockerLsp.Engine;
using DockerLsp.Engine.Configuration;
using DockerLsp.Engine.Rules;
using DockerLsp.Engine.Text;
using DockerLsp.Files;
using DockerLsp.Programs;

namespace DockerLsp.Cli;

/// <summary><c>dockerlsp lint</c>: reports findings.</summary>
internal sealed class LintCommand
{
    private readonly CommandEnvironment environment;
    private readonly AnalysisArguments shared = new();
    private readonly Option<string> format = AnalysisArguments.CreateChoice("--format", "How findings are written", ReportFormats.Names, "text");
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
        var command = new Command("lint", "Report what is wrong in Dockerfiles.") { lint.format, lint.shellCheck, lint.print };
        lint.shared.AddTo(command);
        command.SetAction(lint.Run);
        return command;
    }

    private int Run(ParseResult arguments)
    {
        var options = shared.GetOptions(arguments);
        var inputs = shared.GetInputs(arguments, environment);
        var threshold = shared.GetThreshold(arguments);
        if (arguments.GetValue(print) is { } dump)
        {
            return Print(inputs, options, Dumps.Get(dump));
        }

        var report = ReportFormats.Create(arguments.GetRequiredValue(format), environment.Writer, shared.UsesColor(arguments, environment));
        var scripts = arguments.GetRequiredValue(shellCheck) == "auto" && MayReportShellCheck(options)
            && environment.FindScriptChecker(environment.Complain) is { } checker ? new ScriptCheckCache(checker) : null;
        var failed = inputs.HasProblems;
        var hasFindings = false;
        var progress = new Progress(environment, inputs.Files.Count);
        report.Begin();
        foreach (var (file, problem) in OrderedWork.Run(inputs.Files, input => Lint(input, options, scripts)))
        {
            if (file is not { Findings: [] })
            {
                progress.Clear();
            }

            if (file is not null)
            {
                report.Add(file);
                hasFindings |= threshold is { } least && file.Findings.Any(finding => finding.Severity >= least);
            }
            else
            {
                failed = true;
                environment.Complain(problem);
            }

            progress.Advance();
        }

        progress.Clear();
        report.End();
        return failed ? ExitStatus.Failure : hasFindings ? ExitStatus.Findings : ExitStatus.Clean;
    }

    private (LintedFile? File, string Problem) Lint(InputFile input, AnalysisOptions options, ScriptCheckCache? scripts) => InputProblem.Guard(input, () =>
    {
        var analysis = Analyze(input, options);
        if (scripts is not null)
        {
            // Each file has a thread of its own here, and the scripts of a file run side by side.
            analysis = scripts.CheckAsync(analysis, analysis.Scripts).GetAwaiter().GetResult();
        }

        return new LintedFile(input.Name, analysis.Text, analysis.Findings);
    });

    private static bool MayReportShellCheck(AnalysisOptions options) =>
        options.Select.IsDefaultOrEmpty || options.Select.Any(ShellCheckRules.IsPrefix);

    private DockerfileAnalysis Analyze(InputFile input, AnalysisOptions options) =>
        DockerfileAnalysis.Create(
            SourceText.From(input.Read(environment).Text),
            input.FullPath is { } path ? options with { IgnoreFile = IgnoreFileReader.Find(path, environment.Files) } : options);

    private int Print(InputList inputs, AnalysisOptions options, Func<DockerfileAnalysis, string> dump)
    {
        var failed = inputs.HasProblems;
        foreach (var input in inputs.Files)
        {
            var (text, problem) = InputProblem.Guard(input, () => dump(Analyze(input, options)));
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
}
