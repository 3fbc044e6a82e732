using DockerLsp.Engine.Semantics;
using DockerLsp.Engine.Shell;
using DockerLsp.Engine.Syntax;

namespace DockerLsp.Engine.Features;

/// <summary>The shell script of any instruction that has one.</summary>
internal static class InstructionScript
{
    /// <summary>The script of a RUN, CMD, ENTRYPOINT or HEALTHCHECK; null where there is none that can be read. Its spans count from the instruction's position.</summary>
    public static ShellScript? Of(InstructionFacts facts)
    {
        if (facts.Run is { } run)
        {
            return run.Script.Script;
        }

        return facts.Effective is CmdSyntax or EntrypointSyntax or HealthcheckSyntax
            ? RunScript.Read((CommandInstructionSyntax)facts.Effective, DialectOf(facts)).Script
            : null;
    }

    /// <summary>The language that the shell form is written in.</summary>
    public static ShellDialect DialectOf(InstructionFacts facts) => facts.Before?.Shell.Dialect ?? ShellDialect.Posix;
}
