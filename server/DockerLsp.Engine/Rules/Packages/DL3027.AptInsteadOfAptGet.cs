using System.Collections.Immutable;
using DockerLsp.Engine.Diagnostics;
using DockerLsp.Engine.PackageManagers;
using DockerLsp.Engine.Semantics;
using DockerLsp.Engine.Text;

namespace DockerLsp.Engine.Rules.Packages;

/// <summary>A script calls <c>apt</c>, whose command line is made for people.</summary>
public sealed class AptInsteadOfAptGet : CommandRule
{
    public override RuleDescriptor Descriptor { get; } =
        new("DL3027", "AptInsteadOfAptGet", "A script calls apt, which is made for people", "Packages", Severity.Warning)
        {
            Aliases = ["CKV_DOCKER_9"],
            Fixes = FixAvailability.Sometimes,
        };

    public override ImmutableArray<string> Calls => ["apt"];

    protected override void AnalyzeCommand(InstructionFacts instruction, ScriptCommand command, RuleContext context)
    {
        if (command.View.Name != "apt")
        {
            return;
        }

        var word = command.Node.Words[command.View.Start];
        var span = RuleContext.SpanOf(instruction, word.Span);
        var finding = new Finding(
            Descriptor, span, "apt changes its options and output from release to release, and says so in every build log; `apt-get` keeps them");

        // The same words in both (apt(8), apt-get(8)), but that `apt upgrade` installs new packages, which `apt-get upgrade` does
        // when told so; list, show and search have no such counterpart.
        var replacement = command.Package switch
        {
            { Subcommand: "install" } p when !p.HasOption("--update") && !p.HasOption("-U") => "install",
            { Subcommand: "update" or "reinstall" or "remove" or "purge" or "autoremove" or "autopurge" or "clean" or "autoclean" or "build-dep" or "satisfy" or "source" or "download" or "changelog" } p => p.Subcommand,
            { Subcommand: "full-upgrade" } => "dist-upgrade",
            { Subcommand: "upgrade" } p when !p.HasOption("--with-new-pkgs") && !p.HasOption("--without-new-pkgs") => "upgrade --with-new-pkgs",
            _ => null,
        };
        if (replacement is not null && instruction.Run?.Script.Script is { } script && command.Package is { } package && !word.IsQuoted && script.Text.IsContiguous(word.Span))
        {
            var edits = new List<TextChange> { new(TextSpan.FromBounds(span.End - "apt".Length, span.End), "apt-get") };
            if (replacement != package.Subcommand)
            {
                edits.Add(new TextChange(RuleContext.SpanOf(instruction, package.Node.Words[package.SubcommandIndex].Span), replacement));
            }

            finding = finding with { Fixes = [new Fix("Call apt-get", Applicability.Safe, [.. edits])] };
        }

        context.Report(finding);
    }
}
