using DockerLsp.Engine.Text;

namespace DockerLsp.Engine.Syntax;

/// <summary><c>FROM image AS name</c></summary>
public sealed class FromSyntax : InstructionSyntax
{
    internal FromSyntax(InstructionSite site)
        : base(site)
    {
    }

    public WordSyntax? Image => FirstWord;

    public SyntaxToken? AsKeyword
    {
        get
        {
            foreach (var token in Tokens)
            {
                if (token.Kind == SyntaxKind.AsKeyword)
                {
                    return token;
                }
            }

            return null;
        }
    }

    /// <summary>The name behind AS, as written; BuildKit compares it in lower case.</summary>
    public WordSyntax? StageName => Words.Count > 2 && HasAs ? Words[2] : null;

    private bool HasAs => Words[1].Text.Equals("AS", StringComparison.OrdinalIgnoreCase);
}

/// <summary>An instruction that is a command in shell form or exec form.</summary>
public abstract class CommandInstructionSyntax : InstructionSyntax
{
    private CommandSyntax? command;

    private protected CommandInstructionSyntax(InstructionSite site)
        : base(site)
    {
    }

    /// <summary>The command; null where there is none, which BuildKit accepts in RUN, CMD and ENTRYPOINT.</summary>
    public CommandSyntax? Command => command ??= MakeCommand();
}

public sealed class RunSyntax : CommandInstructionSyntax
{
    internal RunSyntax(InstructionSite site)
        : base(site)
    {
    }
}

public sealed class CmdSyntax : CommandInstructionSyntax
{
    internal CmdSyntax(InstructionSite site)
        : base(site)
    {
    }
}

public sealed class EntrypointSyntax : CommandInstructionSyntax
{
    internal EntrypointSyntax(InstructionSite site)
        : base(site)
    {
    }
}

/// <summary><c>SHELL ["/bin/bash", "-c"]</c></summary>
public sealed class ShellInstructionSyntax : CommandInstructionSyntax
{
    internal ShellInstructionSyntax(InstructionSite site)
        : base(site)
    {
    }
}

/// <summary><c>HEALTHCHECK CMD command</c> or <c>HEALTHCHECK NONE</c></summary>
public sealed class HealthcheckSyntax : CommandInstructionSyntax
{
    internal HealthcheckSyntax(InstructionSite site)
        : base(site)
    {
    }

    /// <summary>CMD or NONE, in any case.</summary>
    public WordSyntax? Type => FirstWord;
}

/// <summary>ENV, LABEL and ARG: names and values.</summary>
public abstract class PairsInstructionSyntax : InstructionSyntax
{
    private IReadOnlyList<KeyValueSyntax>? pairs;

    private protected PairsInstructionSyntax(InstructionSite site)
        : base(site)
    {
    }

    public IReadOnlyList<KeyValueSyntax> Pairs => pairs ??= Convert(Green.Pairs, p => new KeyValueSyntax(Green, p, Position));
}

public sealed class EnvSyntax : PairsInstructionSyntax
{
    internal EnvSyntax(InstructionSite site)
        : base(site)
    {
    }
}

public sealed class LabelSyntax : PairsInstructionSyntax
{
    internal LabelSyntax(InstructionSite site)
        : base(site)
    {
    }
}

public sealed class ArgSyntax : PairsInstructionSyntax
{
    internal ArgSyntax(InstructionSite site)
        : base(site)
    {
    }
}

/// <summary>COPY and ADD: sources and a destination.</summary>
public abstract class FileTransferSyntax : InstructionSyntax
{
    private IReadOnlyList<WordSyntax>? sources;

    private protected FileTransferSyntax(InstructionSite site)
        : base(site)
    {
    }

    /// <summary>All words but the last; of a single word, that one.</summary>
    public IReadOnlyList<WordSyntax> Sources => sources ??= Words.Count < 2 ? Words : [.. Words.Take(Words.Count - 1)];

    public WordSyntax? Destination => Words.Count < 2 ? null : Words[^1];

    public bool IsExecForm => Green.IsExecForm;
}

public sealed class CopySyntax : FileTransferSyntax
{
    internal CopySyntax(InstructionSite site)
        : base(site)
    {
    }
}

public sealed class AddSyntax : FileTransferSyntax
{
    internal AddSyntax(InstructionSite site)
        : base(site)
    {
    }
}

/// <summary>EXPOSE and VOLUME: a list of words.</summary>
public abstract class ListInstructionSyntax : InstructionSyntax
{
    private protected ListInstructionSyntax(InstructionSite site)
        : base(site)
    {
    }

    public IReadOnlyList<WordSyntax> Items => Words;

    /// <summary>Whether it is a JSON array; EXPOSE has no such form.</summary>
    public bool IsExecForm => Green.IsExecForm;
}

public sealed class ExposeSyntax : ListInstructionSyntax
{
    internal ExposeSyntax(InstructionSite site)
        : base(site)
    {
    }
}

public sealed class VolumeSyntax : ListInstructionSyntax
{
    internal VolumeSyntax(InstructionSite site)
        : base(site)
    {
    }
}

/// <summary>USER, WORKDIR, STOPSIGNAL and MAINTAINER: everything behind the keyword is one value.</summary>
public abstract class ValueInstructionSyntax : InstructionSyntax
{
    private protected ValueInstructionSyntax(InstructionSite site)
        : base(site)
    {
    }

    public WordSyntax? Value => FirstWord;
}

public sealed class UserSyntax : ValueInstructionSyntax
{
    internal UserSyntax(InstructionSite site)
        : base(site)
    {
    }
}

public sealed class WorkdirSyntax : ValueInstructionSyntax
{
    internal WorkdirSyntax(InstructionSite site)
        : base(site)
    {
    }
}

public sealed class StopsignalSyntax : ValueInstructionSyntax
{
    internal StopsignalSyntax(InstructionSite site)
        : base(site)
    {
    }
}

public sealed class MaintainerSyntax : ValueInstructionSyntax
{
    internal MaintainerSyntax(InstructionSite site)
        : base(site)
    {
    }
}

/// <summary><c>ONBUILD instruction</c></summary>
public sealed class OnbuildSyntax : InstructionSyntax
{
    private InstructionSyntax? trigger;

    internal OnbuildSyntax(InstructionSite site)
        : base(site)
    {
    }

    /// <summary>The instruction behind ONBUILD; null where there is none, and in an ONBUILD of an ONBUILD.</summary>
    public InstructionSyntax? Trigger =>
        Green.Trigger is { } green ? trigger ??= Create(new InstructionSite(Tree, Index, Position, green, this)) : null;
}

/// <summary>A line whose first word is no instruction.</summary>
public sealed class UnknownInstructionSyntax : InstructionSyntax
{
    internal UnknownInstructionSyntax(InstructionSite site)
        : base(site)
    {
    }
}
