using System.Globalization;
using DockerLsp.Engine.Configuration;
using DockerLsp.Engine.Diagnostics;

namespace DockerLsp.Engine.Rules.Metadata;

/// <summary>Label that is no RFC 3339 time.</summary>
public sealed class InvalidLabelTime : LabelSchemaRule
{
    private const string Form = "0000-00-00T00:00:00";

    public override RuleDescriptor Descriptor { get; } =
        new("DL3053", "InvalidLabelTime", "Label that is no RFC 3339 time", "Metadata", Severity.Warning);

    protected override LabelKind Kind => LabelKind.Time;

    protected override bool IsValid(string value)
    {
        if (value.Length <= Form.Length || !HasForm(value.AsSpan(0, Form.Length), Form)
            || Number(value, 0, 4) < 1 || Number(value, 5, 2) is not (>= 1 and <= 12)
            || Number(value, 8, 2) < 1 || Number(value, 8, 2) > DateTime.DaysInMonth(Number(value, 0, 4), Number(value, 5, 2))
            || Number(value, 11, 2) > 23 || Number(value, 14, 2) > 59 || Number(value, 17, 2) > 59)
        {
            return false;
        }

        var zone = value.AsSpan(Form.Length);
        if (zone[0] == '.')
        {
            // Decimals of the second, as many as one likes.
            var end = zone[1..].IndexOfAnyExceptInRange('0', '9') + 1;
            if (end < 2)
            {
                return false;
            }

            zone = zone[end..];
        }

        return zone is "Z" or "z"
            || (zone[0] is '+' or '-' && HasForm(zone[1..], "00:00") && Number(zone, 4, 2) < 60 && (Number(zone, 1, 2) * 60) + Number(zone, 4, 2) <= 14 * 60);
    }

    protected override string Problem(string value) => $"a time as in RFC 3339 here (`2026-11-25T21:35:00Z`), not `{value}`";

    /// <summary>Whether digits stand where the form has some, and the form's own characters elsewhere; date and time may be parted by a space.</summary>
    private static bool HasForm(ReadOnlySpan<char> text, string form)
    {
        for (var i = 0; i < form.Length; i++)
        {
            if (i >= text.Length || (form[i] == '0' ? !char.IsAsciiDigit(text[i]) : text[i] != form[i] && !(form[i] == 'T' && text[i] is 't' or ' ')))
            {
                return false;
            }
        }

        return text.Length == form.Length;
    }

    private static int Number(ReadOnlySpan<char> text, int start, int length) => int.Parse(text.Slice(start, length), NumberStyles.None, CultureInfo.InvariantCulture);
}
