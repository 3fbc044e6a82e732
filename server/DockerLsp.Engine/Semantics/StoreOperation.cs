using System.Collections.Immutable;
using DockerLsp.Engine.PackageManagers;
using DockerLsp.Engine.Shell;

namespace DockerLsp.Engine.Semantics;

/// <summary>What may be true of a store at a point of a script; several bits where the paths that lead there differ.</summary>
[Flags]
public enum StoreBits : byte
{
    None = 0,

    /// <summary>As the layers below left it.</summary>
    Inherited = 1,

    /// <summary>Written in this layer, and still there.</summary>
    Written = 2,

    /// <summary>Deleted in this layer.</summary>
    Deleted = 4,
}

/// <summary>Where a command stands in the script.</summary>
[Flags]
public enum FlowPlace
{
    None = 0,

    /// <summary>In a branch, a loop, or behind a test: it may not run.</summary>
    Conditional = 1,

    /// <summary>In the body of a function.</summary>
    Function = 2,

    /// <summary>In <c>$(…)</c>.</summary>
    Substitution = 4,

    /// <summary>One of several commands of a pipeline.</summary>
    Pipeline = 8,

    /// <summary>In <c>( … )</c>.</summary>
    Subshell = 16,

    /// <summary>In a job that runs in the background.</summary>
    Background = 32,

    /// <summary>Below a <c>!</c>, or in a condition: its failure is an answer, not an error.</summary>
    Tested = 64,
}

/// <summary>A simple command of a script with the nodes around it.</summary>
/// <param name="View">The command.</param>
/// <param name="Package">Which package manager it calls, if any.</param>
/// <param name="Deletion">What it deletes, if anything.</param>
/// <param name="Place">Where it stands.</param>
/// <param name="Ancestors">The nodes above it, the nearest first: pipeline, and-or list, statement, list, …</param>
public sealed record ScriptCommand(
    CommandView View, PackageCommand? Package, Deletion? Deletion, FlowPlace Place, ImmutableStack<ShellNode> Ancestors)
{
    public ShellSimpleCommand Node => View.Node;

    public ShellPipeline Pipeline => Nearest<ShellPipeline>();

    public ShellAndOr AndOr => Nearest<ShellAndOr>();

    public ShellStatement Statement => Nearest<ShellStatement>();

    public ShellList List => Nearest<ShellList>();

    /// <summary>Asked by many rules for each command. Every command has one of each kind above it.</summary>
    private T Nearest<T>()
        where T : ShellNode
    {
        foreach (var node in Ancestors)
        {
            if (node is T found)
            {
                return found;
            }
        }

        throw new InvalidOperationException("A command stands in no list.");
    }
}

/// <summary>What a command does to a store.</summary>
/// <param name="Command">The command.</param>
/// <param name="Store">The store.</param>
/// <param name="Effect">What it does.</param>
/// <param name="Before">What may be true of the store just before it.</param>
public sealed record StoreOperation(ScriptCommand Command, PackageStore Store, StoreEffect Effect, StoreBits Before)
{
    /// <summary>Whether it looks packages up in what an earlier layer holds, on every way that leads to it.</summary>
    public bool IsLateRead => Effect == StoreEffect.Read && Before == StoreBits.Inherited;
}

public enum StoreEffect
{
    /// <summary>Downloads the index.</summary>
    Refresh,

    /// <summary>Looks packages up in the index.</summary>
    Read,

    /// <summary>Installs, and fetches what it needs by itself; nothing stays behind.</summary>
    ReadFresh,

    /// <summary>Installs, fetches what it needs by itself, and leaves it behind.</summary>
    ReadAndWrite,

    /// <summary>Deletes index and caches.</summary>
    Clean,

    /// <summary>Deletes downloaded packages and leaves the index.</summary>
    CleanPackages,

    /// <summary>Runs something that may look packages up: a script of the project, for example.</summary>
    MayRead,
}
