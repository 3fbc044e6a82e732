using CsCheck;
using DockerLsp.Engine.Configuration;
using DockerLsp.Engine.Diagnostics;
using DockerLsp.Tests.Engine.Text;
using Xunit.Sdk;

namespace DockerLsp.Tests.Engine.Rules;

/// <summary>The invariants on texts that nobody wrote.</summary>
public sealed class GeneratedDockerfileTests
{
    [Theory]
    [InlineData(Layering.Merge)]
    [InlineData(Layering.SelfContained)]
    public void Every_invariant_holds(Layering layering) =>
        GeneratedDockerfile.Texts.Check(text => CheckShrinking(text, AnalysisOptions.Default with { Layering = layering }), 250, seed: 7);

    /// <summary>Leaves out lines of a text that fails, as long as it fails: the rest is what a person has to read.</summary>
    private static void CheckShrinking(string text, AnalysisOptions options)
    {
        if (Failure(text, options) is not { } failure)
        {
            return;
        }

        for (var shrunk = true; shrunk;)
        {
            shrunk = false;
            var lines = text.Split('\n');
            for (var i = 0; i < lines.Length && !shrunk; i++)
            {
                var shorter = string.Join('\n', lines.Where((_, at) => at != i));
                if (Failure(shorter, options) is { } smaller)
                {
                    (text, failure, shrunk) = (shorter, smaller, true);
                }
            }
        }

        throw new XunitException(failure);
    }

    private static string? Failure(string text, AnalysisOptions options)
    {
        try
        {
            Invariants.Check(text, options);
            return null;
        }
        catch (Exception e) when (e is XunitException or ArgumentException or InvalidOperationException or NullReferenceException or IndexOutOfRangeException)
        {
            return e is XunitException ? e.Message : $"{e}\n{text}";
        }
    }
}
