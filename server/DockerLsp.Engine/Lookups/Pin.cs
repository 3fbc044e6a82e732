using System.Collections.Immutable;
using DockerLsp.Engine.Diagnostics;
using DockerLsp.Engine.Text;

namespace DockerLsp.Engine.Lookups;

/// <summary>
/// A place whose version can be fixed to what it is today: an image that is pulled, or the packages of one install. Today's build
/// stays as it is; what later builds get does not move on any more.
/// </summary>
/// <param name="Span">The image, or the words that name packages.</param>
/// <param name="Places">What is to be asked, and where the answers go.</param>
public sealed record Pin(TextSpan Span, ImmutableArray<PinPlace> Places)
{
    public bool Equals(Pin? other) => other is not null && Span == other.Span && Places.SequenceEqual(other.Places);

    public override int GetHashCode() => HashCode.Combine(Span, Places.Length);

    /// <summary>Whether it is about an image, rather than packages.</summary>
    public bool IsImage => First.Kind == LookupKind.Image;

    /// <summary>What an editor offers: what will happen, and who is asked.</summary>
    public string Offer => $"{Title} (asks {First.Source})";

    /// <summary>What the pin is called in messages.</summary>
    public string Subject => Places.Length == 1 ? First.Subject : $"{First.Subject} and {Places.Length - 1} more";

    private LookupQuestion First => Places[0].Question;

    private string ToDay => First.Kind switch
    {
        LookupKind.Image => "the digest it has now",
        LookupKind.Alpine => $"what Alpine {First.Version} has now",
        _ when Places.Length == 1 => "its newest version",
        _ => "their newest versions",
    };

    /// <summary>The edits; null where an answer is missing, or none that may be written.</summary>
    /// <param name="answers">What was said to the questions.</param>
    public Fix? ToFix(IReadOnlyDictionary<LookupQuestion, string> answers)
    {
        var edits = ImmutableArray.CreateBuilder<TextChange>(Places.Length);
        foreach (var place in Places)
        {
            if (!answers.TryGetValue(place.Question, out var answer) || !place.Question.Accepts(answer))
            {
                return null;
            }

            edits.Add(new TextChange(place.Span, place.Prefix + answer));
        }

        return new Fix(Title, Applicability.Unsafe, edits.MoveToImmutable()) { IsOnRequest = true };
    }

    /// <summary>What will happen, and what differs from now on.</summary>
    private string Title =>
        $"Pin {(Places.Length == 1 ? Shorten(First.Subject) : $"{Places.Length} packages")} to {ToDay}"
        + (First.Kind == LookupKind.Alpine ? "; later builds fail once it is replaced" : ", for later builds too");

    private static string Shorten(string text) => text.Length <= 60 ? text : text[..59] + "…";
}

/// <summary>A question, and where its answer goes.</summary>
/// <param name="Question">What is to be asked.</param>
/// <param name="Span">What is replaced; often empty.</param>
/// <param name="Prefix">What stands before the answer: <c>@</c>, <c>==</c>.</param>
public sealed record PinPlace(LookupQuestion Question, TextSpan Span, string Prefix);
