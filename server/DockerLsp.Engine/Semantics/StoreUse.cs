using DockerLsp.Engine.PackageManagers;

namespace DockerLsp.Engine.Semantics;

/// <summary>How a RUN has to do with a store that earlier steps may have written.</summary>
/// <param name="Touches">Whether it reads, writes or deletes what is in the store.</param>
/// <param name="IsLate">Whether it reads or deletes what an earlier layer holds.</param>
/// <param name="MayRead">Whether it may read what an earlier layer holds, in a way that is not seen.</param>
/// <param name="MayRefresh">
/// Whether it refreshes on one way and does nothing on another, so that steps behind it read what it left or what an earlier layer
/// holds.
/// </param>
public readonly record struct StoreUse(bool Touches, bool IsLate, bool MayRead, bool MayRefresh)
{
    public static StoreUse Of(RunFacts run, PackageStore store)
    {
        bool touches = false, isLate = false, mayRead = run.Unseen.Contains(store), readsEither = false;
        List<ScriptCommand>? readers = null;
        foreach (var operation in run.Operations)
        {
            if (operation.Store != store)
            {
                continue;
            }

            switch (operation.Effect)
            {
                case StoreEffect.Read or StoreEffect.Clean:
                    isLate |= operation.Before == StoreBits.Inherited;
                    if (operation.IsLateRead)
                    {
                        (readers ??= []).Add(operation.Command);
                    }

                    readsEither |= operation is { Effect: StoreEffect.Read, Before: not StoreBits.Inherited } && operation.Before.HasFlag(StoreBits.Inherited);
                    touches = true;
                    break;
                case StoreEffect.MayRead when operation.Command.Package is not null && readers is not null && AnyRunsBefore(readers, operation.Command):
                    // Whatever gives the install before it an index gives it to this removal too.
                    break;
                case StoreEffect.MayRead:
                    mayRead |= (operation.Before & StoreBits.Inherited) != 0;
                    break;
                case StoreEffect.Refresh or StoreEffect.ReadAndWrite or StoreEffect.ReadFresh:
                    touches = true;
                    break;
            }
        }

        // On one way it reads what it refreshed itself, on another what an earlier layer holds. Where it reads that anyway, a rewrite
        // of the step has to see to both.
        mayRead |= readsEither && readers is null;
        return run.IsOffline
            ? new StoreUse(isLate, isLate, mayRead || touches, false)
            : new StoreUse(touches, isLate, mayRead, touches && !isLate && run.AtEnd(store) == (StoreBits.Inherited | StoreBits.Written));
    }

    /// <summary>Whether a program that is not seen through, one that may read the store's index, may just as well refresh it.</summary>
    /// <param name="run">The step.</param>
    /// <param name="store">The store.</param>
    /// <param name="reader">Only what stands before this command; null for all of the step.</param>
    public static bool MayRefreshUnseen(RunFacts run, PackageStore store, ScriptCommand? reader) => run.OperationsOn(store).Any(o =>
        o is { Effect: StoreEffect.MayRead, Command: { Package: null } command } && CommandKnowledge.FoldersNamedBy(command.View).IsEmpty
        && (reader is null || command.Node.Span.Start < reader.Node.Span.Start));

    /// <summary>Whether the command changes the list of sources that a refresh of the store reads.</summary>
    public static bool ChangesSources(ScriptCommand command, PackageStore store) =>
        store == PackageManagerTable.Apt && CommandKnowledge.ChangesAptSources(command.View);

    private static bool AnyRunsBefore(List<ScriptCommand> readers, ScriptCommand command) => readers.Exists(r => RunsBefore(r, command));

    /// <summary>Whether the first command surely has run, with what stands before it, when the second one does.</summary>
    public static bool RunsBefore(ScriptCommand first, ScriptCommand second)
    {
        if (ReferenceEquals(first.AndOr, second.AndOr))
        {
            // In a || b && c, the last one runs without the one in the middle; so it does in a && b || c.
            var (from, to) = (first.AndOr.Pipelines.IndexOf(first.Pipeline), first.AndOr.Pipelines.IndexOf(second.Pipeline));
            return from == 0 || from == to || first.AndOr.Operators[(from - 1)..to].All(o => o.IsAnd);
        }

        return !first.Place.HasFlag(FlowPlace.Conditional)
            || (ReferenceEquals(first.AndOr.Pipelines[0], first.Pipeline) && second.Ancestors.Contains(first.List));
    }
}
