//! The days worth stopping at: each accession, meeting and release.

use crate::model::{Dataset, Date, PartnerId};

/// A day worth stopping at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stop {
    /// The day.
    pub day: Date,
    /// What happened on it: `ASEM 5 Summit, Hanoi`.
    pub what: String,
    /// Whether partners joined on it.
    pub is_accession: bool,
    /// How many partners there are from then on.
    pub n_partners: usize,
}

/// Every stop, in order of time; what happens on the same day is one stop.
///
/// A meeting known to the month stands at the month's first day.
pub fn stops(dataset: &Dataset) -> Vec<Stop> {
    let meetings = dataset.meetings().iter().map(|meeting| {
        let from = meeting.from;
        // As exact as its source, and no more.
        let is_day = from.latest() == from.earliest();
        let known = if is_day { String::new() } else { format!(" ({from})") };
        (from.earliest(), format!("{}, {}{known}", meeting.name, meeting.place))
    });
    let releases = dataset.releases().map(|release| (release.date, format!("Release {}", release.number)));
    let archived = dataset.archive().iter().map(|release| (release.date, format!("Release {}", release.number)));
    let mut stops: Vec<Stop> = Vec::new();
    for (day, what) in meetings.chain(releases).chain(archived) {
        match stops.iter_mut().find(|stop| stop.day == day) {
            Some(stop) => stop.what = format!("{}; {what}", stop.what),
            None => {
                let at = stops.iter().position(|stop| stop.day > day).unwrap_or(stops.len());
                let is_accession = dataset.waves().iter().any(|wave| wave.from == day);
                let n_partners = dataset.partners_on(day).count();
                stops.insert(at, Stop { day, what, is_accession, n_partners });
            }
        }
    }
    stops
}

/// Where a day stands among the stops: the last one that is not after it.
pub fn place(stops: &[Stop], day: Date) -> usize {
    stops.iter().rposition(|stop| stop.day <= day).unwrap_or_default()
}

/// The partners that joined at the stop at which a day stands. At the first, where all are new, nobody is.
pub fn newcomers(dataset: &Dataset, stops: &[Stop], day: Date) -> Vec<PartnerId> {
    let at = place(stops, day);
    let Some(stop) = stops.get(at).filter(|_| at > 0) else { return Vec::new() };
    let joined = |id: &crate::model::WaveId| dataset.wave(id).is_some_and(|wave| wave.from == stop.day);
    dataset.partners().iter().filter(|partner| joined(&partner.wave)).map(|partner| partner.id).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::view_model::shipped;

    fn day(text: &str) -> Date {
        Date::parse_iso(text).unwrap()
    }

    #[test]
    fn every_accession_meeting_and_release_is_a_stop() {
        let dataset = shipped();
        let stops = stops(&dataset);
        assert!(stops.is_sorted_by(|one, next| one.day < next.day));
        assert_eq!(stops.len(), 22, "13 summits, 8 meetings of ministers, 1 release");
        let accessions: Vec<(String, usize)> =
            stops.iter().filter(|stop| stop.is_accession).map(|stop| (stop.day.iso(), stop.n_partners)).collect();
        let expected = [
            ("1996-03-01", 26),
            ("2004-10-08", 39),
            ("2008-10-24", 45),
            ("2010-10-04", 48),
            ("2012-11-05", 51),
            ("2014-10-16", 53),
        ];
        assert_eq!(accessions, expected.map(|(day, n)| (day.to_owned(), n)));
        let of_2008 = stops.iter().find(|stop| stop.day == day("2008-04-01")).unwrap();
        assert_eq!(of_2008.what, "3rd ASEM Culture Ministers’ Meeting, Kuala Lumpur (April 2008)");
        let release = stops.iter().find(|stop| stop.day == dataset.as_of()).unwrap();
        assert_eq!(release.what, "Release 100505_PR1008");
    }

    #[test]
    fn a_day_between_stops_stands_at_the_one_before() {
        let stops = stops(&shipped());
        for (of, at) in [("1996-03-01", "1996-03-01"), ("2005-01-01", "2004-10-08"), ("2030-01-01", "2021-11-25")] {
            assert_eq!(stops[place(&stops, day(of))].day, day(at), "{of}");
        }
    }

    #[test]
    fn newcomers_are_those_who_joined_at_the_stop() {
        let dataset = shipped();
        let stops = stops(&dataset);
        for (of, codes) in [
            ("1996-03-01", ""),
            ("2008-10-24", "BG IN MN PK RO ASEAN-SEC"),
            ("2010-05-11", ""),
            ("2010-10-04", "AU NZ RU"),
            ("2014-10-16", "HR KZ"),
        ] {
            let ids = newcomers(&dataset, &stops, day(of));
            assert_eq!(ids.iter().map(PartnerId::as_str).collect::<Vec<_>>().join(" "), codes, "{of}");
        }
    }
}
