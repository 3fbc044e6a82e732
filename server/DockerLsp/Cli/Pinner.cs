using System.Collections.Immutable;
using DockerLsp.Engine.Configuration;
using DockerLsp.Engine.Diagnostics;
using DockerLsp.Engine.Lookups;
using DockerLsp.Engine.Semantics;
using DockerLsp.Engine.Syntax;
using DockerLsp.Engine.Text;
using DockerLsp.Lookups;

namespace DockerLsp.Cli;

/// <summary>Pins images and packages of files to what they are now, as <c>fix --pin</c> asks for.</summary>
/// <param name="web">Who asks servers; null where nothing is there that can.</param>
/// <param name="what">What is pinned: images, packages or all.</param>
/// <param name="ended">Ends it.</param>
internal sealed class Pinner(IWebClient? web, string what, CancellationToken ended) : IDisposable
{
    /// <summary>A registry is not asked for everything at once.</summary>
    private const int AtATime = 4;

    private readonly Lookup lookup = new(web);
    private readonly SemaphoreSlim slots = new(AtATime);

    public void Dispose() => slots.Dispose();

    /// <summary>Pins what is the same in all builds of a file.</summary>
    /// <param name="result">The file, with its other fixes.</param>
    /// <param name="builds">The options of each build.</param>
    /// <param name="analyze">Gives the findings of a text.</param>
    /// <returns>The file with its pins, and what could not be pinned: line and reason.</returns>
    public (FixAllResult Result, ImmutableArray<string> Failures) Pin(
        FixAllResult result, ImmutableArray<AnalysisOptions> builds, Func<SourceText, ImmutableArray<Finding>> analyze)
    {
        var tree = DockerfileSyntax.Parse(result.Text);
        var pins = builds.Select(b => b.Build).Distinct().Select(build => PinFinder.FindAll(BuildModel.Create(tree, build))).ToArray();
        var wanted = pins[0].Where(pin => (what == "all" || pin.IsImage == (what == "images")) && pins.All(others => others.Any(pin.Equals)));
        Pin[] all = [.. wanted];
        var asked = Array.ConvertAll(all, AskAsync);
        var fixes = ImmutableArray.CreateBuilder<Fix>();
        var failures = ImmutableArray.CreateBuilder<string>();
        for (var i = 0; i < all.Length; i++)
        {
            try
            {
                fixes.Add(asked[i].GetAwaiter().GetResult());
            }
            catch (LookupException exception)
            {
                failures.Add($"{result.Text.GetPosition(all[i].Span.Start).Line + 1}: {exception.Message}");
            }
        }

        if (fixes.Count == 0)
        {
            return (result, failures.ToImmutable());
        }

        var text = result.Text.WithChanges([.. fixes.SelectMany(fix => fix.Edits).OrderBy(edit => edit.Span.Start)]);
        return (new FixAllResult(text, [.. result.Applied, .. fixes], analyze(text)), failures.ToImmutable());
    }

    private async Task<Fix> AskAsync(Pin pin)
    {
        await slots.WaitAsync(ended).ConfigureAwait(false);
        try
        {
            return await lookup.PinAsync(pin, ended).ConfigureAwait(false);
        }
        finally
        {
            slots.Release();
        }
    }
}
