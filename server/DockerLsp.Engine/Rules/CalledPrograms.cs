using System.Collections.Immutable;
using DockerLsp.Engine.Semantics;

namespace DockerLsp.Engine.Rules;

/// <summary>
/// Which programs a step may call, as bits: most rules are about a few, and most steps call none of them. Two names may share a bit;
/// a rule then looks, and finds nothing.
/// </summary>
internal readonly record struct CalledPrograms
{
    private const int Names = 61;
    private const ulong Package = 1UL << Names;
    private const ulong Store = 1UL << (Names + 1);

    /// <summary>What every step has, for the rules that look at more than what is called.</summary>
    private const ulong Any = 1UL << (Names + 2);

    private readonly ulong bits;

    private CalledPrograms(ulong bits) => this.bits = bits;

    /// <summary>The programs that a rule is about.</summary>
    public static CalledPrograms Of(Rule rule)
    {
        ulong bits = 0;
        foreach (var name in rule.Calls)
        {
            bits |= name switch
            {
                Rule.AnyPackageManager => Package,
                Rule.AnyPackageStore => Store,
                _ => BitOf(name),
            };
        }

        return new CalledPrograms(bits == 0 ? Any : bits);
    }

    /// <summary>The programs that a step calls; all there are where it is no RUN.</summary>
    public static CalledPrograms Of(RunFacts? run)
    {
        if (run is null)
        {
            return new CalledPrograms(ulong.MaxValue);
        }

        var bits = run.Operations.IsEmpty ? Any : Any | Store;
        foreach (var command in run.Commands)
        {
            bits |= command.View.Name is { Length: > 0 } name ? BitOf(name) : 0;
            bits |= command.Package is { } package ? Package | BitOf(package.Manager.Name) : 0;
        }

        return new CalledPrograms(bits);
    }

    public bool Overlaps(CalledPrograms other) => (bits & other.bits) != 0;

    private static ulong BitOf(string name) => 1UL << (((name[0] * 31) + (name[^1] * 7) + name.Length) % Names);
}
