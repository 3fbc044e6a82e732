using System.Collections.Immutable;
using System.Numerics;
using DockerLsp.Engine.PackageManagers;

namespace DockerLsp.Engine.Semantics;

/// <summary>
/// What tells most rules at once that a step is nothing to them, as bits: the programs that its commands may call, and the characters
/// of its script. Most rules are about a few of them, and most steps have none of these. Two names may share a bit; a rule then looks, and
/// finds nothing.
/// </summary>
internal readonly record struct RunSketch
{
    /// <summary>Among the programs, for all that install packages.</summary>
    public const string AnyPackageManager = "(package manager)";

    /// <summary>Among the programs, for all that does something to an index or a cache of packages.</summary>
    public const string AnyPackageStore = "(package store)";

    private const int Names = 61;
    private const ulong Package = 1UL << Names;
    private const ulong Store = 1UL << (Names + 1);

    /// <summary>What every step has, for the rules that look at more than what is called.</summary>
    private const ulong AnyCall = 1UL << (Names + 2);

    private readonly ulong calls;

    /// <summary>The characters below 64, and those from there to 127.</summary>
    private readonly ulong low, high;

    private RunSketch(ulong calls, ulong low, ulong high)
    {
        this.calls = calls;
        this.low = low;
        this.high = high;
    }

    /// <summary>What a rule wants of a step.</summary>
    /// <param name="programs">The programs, or the managers, one of which is called; empty for any step.</param>
    /// <param name="characters">Characters of ASCII one of which the script holds; empty for any step.</param>
    public static RunSketch Wanted(ImmutableArray<string> programs, string characters)
    {
        ulong calls = 0;
        foreach (var name in programs)
        {
            calls |= name switch
            {
                AnyPackageManager => Package,
                AnyPackageStore => Store,
                _ => BitOf(name),
            };
        }

        var (low, high) = characters.Length == 0 ? (ulong.MaxValue, ulong.MaxValue) : Read(characters);
        return new RunSketch(calls == 0 ? AnyCall : calls, low, high);
    }

    /// <summary>What a step has.</summary>
    /// <param name="commands">Its commands.</param>
    /// <param name="usesStores">Whether they do something to a package store.</param>
    /// <param name="script">What is run; null where that is not read, so that it may hold any character.</param>
    public static RunSketch Of(ImmutableArray<ScriptCommand> commands, bool usesStores, string? script)
    {
        var calls = usesStores ? AnyCall | Store : AnyCall;
        foreach (var command in commands)
        {
            calls |= command.View.Name is { Length: > 0 } name ? BitOf(name) : 0;
            calls |= command.Package is { } package ? Package | BitOf(package.Manager.Name) : 0;

            // What runs the program is called, too: sudo, env, xargs.
            for (var i = 0; i < command.View.Start; i++)
            {
                calls |= command.Node.Words[i].ConstantValue is { } word && word[(word.LastIndexOf('/') + 1)..] is { Length: > 0 } runner ? BitOf(runner) : 0;
            }
        }

        // Nothing is found in an empty script, and of one that is not read nothing is known.
        var (low, high) = script is { Length: > 0 } ? Read(script) : (ulong.MaxValue, ulong.MaxValue);
        return new RunSketch(calls, low, high);
    }

    private static (ulong Low, ulong High) Read(string text)
    {
        ulong low = 0, high = 0;
        foreach (var c in text)
        {
            // A shift counts modulo 64. What is beyond ASCII sets some bit, which does no harm. Without branches: letters and signs take turns.
            var bit = 1UL << c;
            var isHigh = 0UL - ((ulong)(c >> 6) & 1);
            low |= bit & ~isHigh;
            high |= bit & isHigh;
        }

        return (low, high);
    }

    private static ulong BitOf(string name) => 1UL << (((name[0] * 31) + (name[^1] * 7) + name.Length) % Names);

    /// <summary>Tells for several at once whether a step may have what each wants.</summary>
    internal sealed class Filter
    {
        /// <summary>A bit is needed for each.</summary>
        public const int MaxWanted = 64;

        /// <summary>Who wants a call, by its bit.</summary>
        private readonly ulong[] byCall = new ulong[64];

        /// <summary>Who wants some characters; many want the same, or any.</summary>
        private readonly (ulong Low, ulong High, ulong Who)[] byCharacters;

        /// <param name="wanted">What is wanted, by at most <see cref="MaxWanted"/>.</param>
        public Filter(ReadOnlySpan<RunSketch> wanted)
        {
            var characters = new List<(ulong Low, ulong High, ulong Who)>();
            for (var i = 0; i < wanted.Length; i++)
            {
                var (who, sketch) = (1UL << i, wanted[i]);
                for (var left = sketch.calls; left != 0; left &= left - 1)
                {
                    byCall[BitOperations.TrailingZeroCount(left)] |= who;
                }

                var at = characters.FindIndex(c => c.Low == sketch.low && c.High == sketch.high);
                if (at < 0)
                {
                    characters.Add((sketch.low, sketch.high, who));
                }
                else
                {
                    characters[at] = characters[at] with { Who = characters[at].Who | who };
                }
            }

            byCharacters = [.. characters];
        }

        /// <summary>The bits of those who may find in a step what they want.</summary>
        public ulong Find(in RunSketch step)
        {
            ulong called = 0, held = 0;
            for (var left = step.calls; left != 0; left &= left - 1)
            {
                called |= byCall[BitOperations.TrailingZeroCount(left)];
            }

            foreach (var (low, high, who) in byCharacters)
            {
                held |= ((step.low & low) | (step.high & high)) != 0 ? who : 0;
            }

            return called & held;
        }
    }
}
