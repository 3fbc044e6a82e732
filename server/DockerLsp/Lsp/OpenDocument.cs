using System.Collections.Immutable;
using DockerLsp.Engine.Configuration;
using DockerLsp.Engine.Text;
using DockerLsp.Lsp.Protocol;

namespace DockerLsp.Lsp;

/// <summary>
/// A document from its opening to its closing. It is changed on the message queue only; its current version may be read
/// from anywhere.
/// </summary>
internal sealed class OpenDocument : IDisposable
{
    private readonly Func<long> nextSerial;
    private volatile DocumentVersion current;
    private RawJson? shown;
    private FindingLayout? layout;
    private volatile DocumentVersion? shownVersion;
    private volatile Task told = Task.CompletedTask;

    /// <param name="item">What the client opened.</param>
    /// <param name="options">What analyses are to look for.</param>
    /// <param name="nextSerial">Numbers the versions of all documents.</param>
    public OpenDocument(TextDocumentItem item, AnalysisOptions options, Func<long> nextSerial)
    {
        Uri = item.Uri;
        this.nextSerial = nextSerial;
        current = new DocumentVersion(item.Version, nextSerial(), SourceText.From(item.Text), options, null, []);
    }

    public string Uri { get; }

    public DocumentVersion Current => current;

    /// <summary>The findings that the client was last told, as they were written; null before. Read and set under <see cref="Publishing"/>.</summary>
    public RawJson? Shown
    {
        get => shown;
        set
        {
            value?.Buffer?.Hold();
            shown?.Buffer?.Release();
            shown = value;
        }
    }

    /// <summary>The newest version whose findings were sent; null before. Set under <see cref="Publishing"/>.</summary>
    public DocumentVersion? ShownVersion
    {
        get => shownVersion;
        set => shownVersion = value;
    }

    /// <summary>
    /// Ends when the client knows the findings of the last edit, or need not be told any more. What only adds to them waits for that, so
    /// that it is not in their way. Set on the message queue.
    /// </summary>
    public Task Told
    {
        get => told;
        set => told = value;
    }

    /// <summary>Gives away how the last message of findings was put together; who takes it lets its bytes go. Null where nobody has said.</summary>
    public FindingLayout? TakeLayout() => Interlocked.Exchange(ref layout, null);

    /// <summary>Keeps how a message of findings was put together, for the next one.</summary>
    public void KeepLayout(FindingLayout? last)
    {
        last?.Buffer.Hold();
        Interlocked.Exchange(ref layout, last)?.Buffer.Release();
    }

    /// <summary>Held while diagnostics are sent, so that those of an older version never follow those of a newer.</summary>
    public Lock Publishing { get; } = new();

    /// <summary>Applies the changes one after another.</summary>
    public void Change(int? number, IReadOnlyList<TextDocumentContentChangeEvent> events, PositionMap positions)
    {
        var text = current.Text;
        var changes = ImmutableArray.CreateBuilder<TextChange>(events.Count);
        foreach (var change in events)
        {
            if (change.Range is { } range)
            {
                changes.Add(new TextChange(positions.GetSpan(text, range), change.Text));
                text = text.WithChanges([changes[^1]]);
            }
            else
            {
                // A client that sends the whole text has seldom changed all of it.
                var whole = SourceText.From(change.Text);
                changes.AddRange(SourceText.GetChanges(text, whole));
                text = whole;
            }
        }

        Replace(new DocumentVersion(number, nextSerial(), text, current.Options, current, changes.DrainToImmutable()) { Image = current.Image, FollowsShown = ReferenceEquals(shownVersion, current) });
    }

    /// <summary>Analyses the same text under other options. What was offered for it can still be asked for, and is then made under these.</summary>
    public void SetOptions(AnalysisOptions options) =>
        Replace(new DocumentVersion(current.Number, nextSerial(), current.Text, options, current, []) { Image = current.Image, Origin = current.Origin });

    /// <summary>Has the findings tell what an image built of the document holds; null for none.</summary>
    public void SetImage(LoadedImage? image) =>
        Replace(new DocumentVersion(current.Number, nextSerial(), current.Text, current.Options, current, []) { Image = image, Origin = current.Origin });

    /// <summary>Stops what is still running.</summary>
    public void Dispose()
    {
        current.Dispose();
        KeepLayout(null);
        lock (Publishing)
        {
            Shown = null;
        }
    }

    /// <summary>Who waits for the former version must find the new one when it learns that it was overtaken.</summary>
    private void Replace(DocumentVersion version)
    {
        var former = current;
        current = version;
        former.Overtake();
    }
}
