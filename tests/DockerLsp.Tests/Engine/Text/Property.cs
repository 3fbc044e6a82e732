using System.Globalization;
using CsCheck;
using Xunit.Sdk;

namespace DockerLsp.Tests.Engine.Text;

/// <summary>
/// Tries a property on many generated values, the same ones at each run. CsCheck's own Sample uses a seed for its first value
/// only and goes on with random ones, which makes a red build that nobody can repeat.
/// </summary>
internal static class Property
{
    private const ulong DefaultSeed = 20_260_101;

    /// <summary>Many times as many values with DOCKERLSP_TIMES.</summary>
    private static int Times => int.TryParse(Environment.GetEnvironmentVariable("DOCKERLSP_TIMES"), CultureInfo.InvariantCulture, out var times) ? times : 1;

    /// <param name="values">The values.</param>
    /// <param name="property">Throws for a value for which it does not hold.</param>
    /// <param name="iterations">How many values.</param>
    /// <param name="seed">Which ones; others with DOCKERLSP_SEED.</param>
    public static void Check<T>(this Gen<T> values, Action<T> property, int iterations, ulong seed = DefaultSeed)
    {
        seed = ulong.TryParse(Environment.GetEnvironmentVariable("DOCKERLSP_SEED"), CultureInfo.InvariantCulture, out var other) ? other : seed;
        var random = new PCG(1, seed);
        for (var i = 0; i < iterations * Times; i++)
        {
            var value = values.Generate(random, null, out _);
            try
            {
                property(value);
            }
            catch (Exception problem)
            {
                throw new XunitException($"Value {i} of seed {seed}: {CsCheck.Check.Print(value)}\n{problem.Message}", problem);
            }
        }
    }

    public static void Check<T1, T2>(this Gen<(T1, T2)> values, Action<T1, T2> property, int iterations) =>
        values.Check(v => property(v.Item1, v.Item2), iterations);

    public static void Check<T1, T2, T3>(this Gen<(T1, T2, T3)> values, Action<T1, T2, T3> property, int iterations) =>
        values.Check(v => property(v.Item1, v.Item2, v.Item3), iterations);

    public static void Check<T1, T2, T3, T4>(this Gen<(T1, T2, T3, T4)> values, Action<T1, T2, T3, T4> property, int iterations) =>
        values.Check(v => property(v.Item1, v.Item2, v.Item3, v.Item4), iterations);
}
