using System.Collections.Immutable;
using DockerLsp.Engine.Semantics;
using DockerLsp.Engine.Syntax;

namespace DockerLsp.Engine.Layers;

/// <summary>An instruction as the layer cache sees it.</summary>
public sealed class LayerEntry
{
    private readonly LayerGraph graph;

    internal LayerEntry(LayerGraph graph, InstructionFacts instruction, Stage stage, CacheRole role, ImmutableArray<FileSource> sources, StepCost cost)
    {
        this.graph = graph;
        Instruction = instruction;
        Stage = stage;
        Role = role;
        Sources = sources;
        Cost = cost;
        IsLinked = instruction.HasTrait(InstructionTraits.Linked);
    }

    public InstructionFacts Instruction { get; }

    public Stage Stage { get; }

    /// <summary>Which step of its stage it is, from 1; null where it makes no layer.</summary>
    public int? Number => IsStep ? graph.NumberOf(this) : null;

    public CacheRole Role { get; }

    /// <summary>Where it takes files from.</summary>
    public ImmutableArray<FileSource> Sources { get; }

    public StepCost Cost { get; }

    /// <summary>Whether it is copied with <c>--link</c>: its layer does not depend on those below.</summary>
    public bool IsLinked { get; }

    public bool IsStep => MakesLayer(Instruction);

    public int Index => Instruction.Index;

    /// <summary>The number of its line, from 1.</summary>
    public int Line => Instruction.Syntax.Tree.Text.GetLineNumber(Instruction.Syntax.Span.Start) + 1;

    /// <summary>Whether an instruction makes a layer.</summary>
    public static bool MakesLayer(InstructionFacts instruction) => instruction.HasTrait(InstructionTraits.MakesLayer);

    internal static CacheRole RoleOf(InstructionFacts instruction) => instruction.Syntax switch
    {
        FromSyntax => CacheRole.Start,
        _ when MakesLayer(instruction) => CacheRole.Step,
        EnvSyntax or ArgSyntax or UserSyntax or WorkdirSyntax or ShellInstructionSyntax => CacheRole.State,
        OnbuildSyntax => CacheRole.Trigger,
        _ => CacheRole.Metadata,
    };
}

/// <summary>What an instruction is to the cache.</summary>
public enum CacheRole
{
    /// <summary>FROM: where a stage starts.</summary>
    Start,

    /// <summary>Has a key and a layer of its own.</summary>
    Step,

    /// <summary>Has neither, but its value stands in the keys of later steps: ENV, ARG, USER, SHELL, and <c>WORKDIR /</c>.</summary>
    State,

    /// <summary>Only says something in the image's configuration, and stands in no key: LABEL, CMD, EXPOSE and their like.</summary>
    Metadata,

    /// <summary>ONBUILD: runs at the start of the builds and stages that start from here.</summary>
    Trigger,
}
