using DockerLsp.Engine.PackageManagers;

namespace DockerLsp.Engine.Semantics;

/// <summary>How a RUN has to do with a store that earlier steps may have written.</summary>
/// <param name="Touches">Whether it reads, writes or deletes what is in the store.</param>
/// <param name="IsLate">Whether it reads or deletes what an earlier layer holds.</param>
/// <param name="MayRead">Whether it may read what an earlier layer holds, in a way that is not seen.</param>
public readonly record struct StoreUse(bool Touches, bool IsLate, bool MayRead)
{
    public static StoreUse Of(RunFacts run, PackageStore store)
    {
        bool touches = false, isLate = false, mayRead = run.Unseen.Contains(store), reads = false, readsEither = false;
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
                    reads |= operation is { Effect: StoreEffect.Read, Before: StoreBits.Inherited };
                    readsEither |= operation is { Effect: StoreEffect.Read, Before: not StoreBits.Inherited } && operation.Before.HasFlag(StoreBits.Inherited);
                    touches = true;
                    break;
                case StoreEffect.MayRead when reads && operation.Command.Package is not null:
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
        mayRead |= readsEither && !reads;
        return run.IsOffline ? new StoreUse(isLate, isLate, mayRead || touches) : new StoreUse(touches, isLate, mayRead);
    }

    /// <summary>
    /// Whether the step refreshes on one way and does nothing on another, so that steps behind it read what it left or what an
    /// earlier layer holds.
    /// </summary>
    public static bool MayRefresh(RunFacts run, PackageStore store) =>
        run.AtEnd(store) == (StoreBits.Inherited | StoreBits.Written) && Of(run, store) is { Touches: true, IsLate: false };
}
