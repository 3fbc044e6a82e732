using System.Buffers;
using System.Text.Json;
using DockerLsp.Engine;
using DockerLsp.Engine.Features;
using DockerLsp.Engine.Layers;
using DockerLsp.Engine.Semantics;
using DockerLsp.Engine.Text;
using DockerLsp.Files;
using DockerLsp.Files.Images;
using DockerLsp.Lsp.Protocol;

namespace DockerLsp.Lsp;

/// <summary>Shows what the layer cache does: the layer view's data, inlay hints and code lenses.</summary>
/// <param name="session">The session.</param>
internal sealed class LayersFeature(Session session)
{
    /// <summary>How long a look at the folder is good for.</summary>
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(10);

    private readonly Lock gate = new();
    private (string Given, string State, BuiltImage Image)? lastImage;
    private (string Path, long At, IContextListing Context)? lastContext;

    /// <summary>Whether files beside the open text may be looked at.</summary>
    public bool IsTrusted { get; init; } = true;

    /// <summary>Told of the image that a request names, or that it names none any more.</summary>
    public Action<OpenDocument, LoadedImage?> ImageLoaded { get; init; } = (_, _) => { };

    /// <summary>What is switched on.</summary>
    public LayersSettings Settings { get; set; } = LayersSettings.Default;

    /// <summary>The answer to <c>dockerlsp/layers</c>; docs/layers-json.md describes it.</summary>
    public async Task<RawJson> GetAsync(LayersParams parameters, CancellationToken cancellationToken)
    {
        var document = session.GetDocument(parameters.TextDocument.Uri);
        var analysis = await GetAnalysisAsync(parameters.TextDocument.Uri, cancellationToken).ConfigureAwait(false);
        return await Task.Run(() => Write(document, analysis, parameters, cancellationToken), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>What breaks the costly steps and those that copy files, at their ends; with a loaded image, what layers weigh.</summary>
    public async Task<InlayHint[]> GetHintsAsync(InlayHintParams parameters, CancellationToken cancellationToken)
    {
        if (!Settings.InlayHints)
        {
            return [];
        }

        var image = session.GetDocument(parameters.TextDocument.Uri).Current.Image;
        var analysis = await GetAnalysisAsync(parameters.TextDocument.Uri, cancellationToken).ConfigureAwait(false);
        var match = image is not null && analysis.Layers.FindTarget(image.Target) is { } target ? ImageMatch.Create(image.Image, analysis.Layers, target) : null;
        var range = session.Positions.GetSpan(analysis.Text, parameters.Range);
        return
        [
            .. LayerHints.Of(analysis, range, match).Select(h => new InlayHint(session.Positions.GetPosition(analysis.Text, h.End), h.Text)),
        ];
    }

    /// <summary>The same above the steps.</summary>
    public async Task<CodeLens[]> GetLensesAsync(CodeLensParams parameters, CancellationToken cancellationToken)
    {
        if (!Settings.CodeLens)
        {
            return [];
        }

        var analysis = await GetAnalysisAsync(parameters.TextDocument.Uri, cancellationToken).ConfigureAwait(false);
        return
        [
            .. LayerHints.Of(analysis, new TextSpan(0, analysis.Text.Length)).Select(h => new CodeLens(session.Positions.GetRange(analysis.Text, h.Keyword), new CodeLensCommand(h.Text, ""))),
        ];
    }

    private Task<DockerfileAnalysis> GetAnalysisAsync(string uri, CancellationToken cancellationToken)
    {
        var document = session.GetDocument(uri);
        return Session.GetAnalysisAsync(document, document.Current, cancellationToken);
    }

    private RawJson Write(OpenDocument document, DockerfileAnalysis analysis, LayersParams parameters, CancellationToken cancellationToken)
    {
        var path = IsTrusted && Uri.TryCreate(parameters.TextDocument.Uri, UriKind.Absolute, out var uri) && uri is { IsFile: true, IsUnc: false } ? uri.LocalPath : null;
        var report = LayersReport.Create(analysis, parameters.TextDocument.Uri, parameters.Target, ReadContext(path, cancellationToken));
        if (report.Target is null)
        {
            return parameters.Target is { } name ? throw new ProtocolException(ErrorCodes.InvalidParams, $"No stage is called `{name}`") : Serialize(report);
        }

        var image = parameters.Image is { } file && IsTrusted ? new LoadedImage(ReadImage(file, cancellationToken), parameters.Target) : null;
        if (image is not null)
        {
            report = report.With(null, ImageMatch.Create(image.Image, report.Graph, report.Target));
        }

        if (!(image?.IsSame(document.Current.Image) ?? document.Current.Image is null))
        {
            ImageLoaded(document, image);
        }

        cancellationToken.ThrowIfCancellationRequested();
        return Serialize(report);
    }

    private IContextListing? ReadContext(string? path, CancellationToken cancellationToken)
    {
        if (path is null || Path.GetDirectoryName(path) is not { Length: > 0 } folder || !Directory.Exists(folder))
        {
            return null;
        }

        var time = TimeProvider.System;
        lock (gate)
        {
            if (lastContext is var (known, at, context) && known == path && time.GetElapsedTime(at) < Fresh)
            {
                return context;
            }
        }

        var read = ContextListing.Read(folder, path, ContextLimits.Short, time, cancellationToken);
        cancellationToken.ThrowIfCancellationRequested();
        lock (gate)
        {
            lastContext = (path, time.GetTimestamp(), read);
        }

        return read;
    }

    /// <summary>Reads an image, or gives back what was read of it before.</summary>
    /// <param name="given">The whole path of an archive or folder, or the name of an image of the engine that runs here.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    private BuiltImage ReadImage(string given, CancellationToken cancellationToken)
    {
        try
        {
            var engine = Path.IsPathFullyQualified(given) || !ImageEngine.IsName(given) ? null : ImageEngine.Find(Environment.GetEnvironmentVariable);
            var file = new FileInfo(given);
            // A folder's own date says nothing of what is in it.
            var state = engine is not null ? ImageReader.Guard(() => engine.FindId(given)) : file.Exists ? $"{file.Length} {file.LastWriteTimeUtc.Ticks}" : "";
            lock (gate)
            {
                if (state.Length > 0 && lastImage is var (known, former, image) && known == given && former == state)
                {
                    return image;
                }
            }

            var read = engine is null ? ImageReader.Read(given, ImageLimits.Default, cancellationToken) : ImageReader.Read(engine, state, ImageLimits.Default, cancellationToken);
            lock (gate)
            {
                lastImage = (given, state, read);
            }

            return read;
        }
        catch (ImageException exception)
        {
            throw new ProtocolException(ErrorCodes.InvalidParams, $"{given} {exception.Message}");
        }
    }

    private static RawJson Serialize(LayersReport report)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            LayersJson.Write(json, report);
        }

        return new RawJson(buffer.WrittenMemory);
    }
}

/// <summary>What the editor shows of the layer cache in the text (settings <c>dockerlsp.inlayHints.enable</c> and <c>dockerlsp.codeLens.enable</c>).</summary>
/// <param name="InlayHints">Whether hints stand at the ends of lines.</param>
/// <param name="CodeLens">Whether they stand above lines.</param>
internal sealed record LayersSettings(bool InlayHints, bool CodeLens)
{
    public static LayersSettings Default { get; } = new(InlayHints: true, CodeLens: false);

    /// <summary>Reads the section; what is not there keeps its default.</summary>
    public static LayersSettings Read(JsonElement section) => new(Get(section, "inlayHints", Default.InlayHints), Get(section, "codeLens", Default.CodeLens));

    private static bool Get(JsonElement section, string name, bool byDefault) =>
        section.ValueKind == JsonValueKind.Object && section.TryGetProperty(name, out var group) && group.ValueKind == JsonValueKind.Object
        && group.TryGetProperty("enable", out var value) && value.ValueKind is JsonValueKind.True or JsonValueKind.False
            ? value.ValueKind == JsonValueKind.True
            : byDefault;
}
