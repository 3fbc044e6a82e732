namespace DockerLsp.Engine.Syntax;

/// <summary>A set of kinds of instruction.</summary>
[Flags]
public enum InstructionKinds
{
    None = 0,
    Unknown = 1 << InstructionKind.Unknown,
    From = 1 << InstructionKind.From,
    Run = 1 << InstructionKind.Run,
    Cmd = 1 << InstructionKind.Cmd,
    Label = 1 << InstructionKind.Label,
    Maintainer = 1 << InstructionKind.Maintainer,
    Expose = 1 << InstructionKind.Expose,
    Env = 1 << InstructionKind.Env,
    Add = 1 << InstructionKind.Add,
    Copy = 1 << InstructionKind.Copy,
    Entrypoint = 1 << InstructionKind.Entrypoint,
    Volume = 1 << InstructionKind.Volume,
    User = 1 << InstructionKind.User,
    Workdir = 1 << InstructionKind.Workdir,
    Arg = 1 << InstructionKind.Arg,
    Onbuild = 1 << InstructionKind.Onbuild,
    Stopsignal = 1 << InstructionKind.Stopsignal,
    Healthcheck = 1 << InstructionKind.Healthcheck,
    Shell = 1 << InstructionKind.Shell,
    All = (1 << (InstructionKind.Shell + 1)) - 1,
}

/// <summary>Sets of kinds.</summary>
public static class InstructionKindsExtensions
{
    /// <summary>The set of one kind.</summary>
    public static InstructionKinds Of(InstructionKind kind) => (InstructionKinds)(1 << (int)kind);
}
