using DockerLsp.Engine.Diagnostics;
using DockerLsp.Engine.PackageManagers;
using DockerLsp.Engine.Semantics;
using DockerLsp.Engine.Shell;

namespace DockerLsp.Engine.Rules.Packages;

/// <summary>An install names packages without their versions. One finding for each install, at the first such package.</summary>
public abstract class UnpinnedPackageRule : CommandRule
{
    /// <summary>The call whose packages this rule looks at; null for any other command.</summary>
    protected abstract PackageCommand? InstallIn(ScriptCommand command, BuildState? before);

    /// <summary>The words that name packages.</summary>
    protected virtual IEnumerable<ShellWord> PackagesOf(PackageCommand install) => install.Packages;

    /// <summary>Whether a word says which version it wants, or is no name that could: a file, a folder, a URL.</summary>
    protected abstract bool IsPinned(string package);

    /// <summary>How a version is asked for: <c>curl=VERSION</c>.</summary>
    protected abstract string Pin(string package);

    /// <summary>The same where it depends on the call.</summary>
    protected virtual string PinIn(PackageCommand install, string package) => Pin(package);

    /// <summary>Who decides otherwise: <c>the mirror has</c>.</summary>
    protected abstract string Source { get; }

    /// <summary>The same where it depends on the package.</summary>
    protected virtual string SourceOf(string package) => Source;

    protected sealed override void AnalyzeCommand(InstructionFacts instruction, ScriptCommand command, RuleContext context)
    {
        if (instruction.Run?.Script.Tree is not { } script || InstallIn(command, instruction.Before) is not { } install)
        {
            return;
        }

        (ShellWord Word, string Name)? first = null;
        var others = 0;
        foreach (var word in PackagesOf(install))
        {
            foreach (var name in KnownWord.Expand(word, instruction.Before))
            {
                if (name.Length == 0 || IsPinned(name))
                {
                    continue;
                }

                if (first is null)
                {
                    // A piece that is not known is shown as written.
                    var isKnown = KnownWord.Value(word, instruction.Before) is not null;
                    first = (word, isKnown ? name : script.ToString(word));
                }
                else
                {
                    others++;
                }
            }
        }

        if (first is var (at, package))
        {
            var more = others switch
            {
                0 => "",
                1 => " and of one other package",
                _ => $" and of {others} other packages",
            };
            context.Report(new Finding(
                Descriptor, RuleContext.SpanOf(instruction, at.Span),
                $"Installs whichever version of `{package}`{more} {SourceOf(package)} when this step runs; `{PinIn(install, package)}` asks for one"));
        }
    }
}
