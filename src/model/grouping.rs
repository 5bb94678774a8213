//! The ways in which partners are grouped. They are independent facts: none follows from another.

use super::Date;
use super::closed_set::closed_set;
use super::partner::{Kind, Partner};

closed_set! {
    /// The side of the Asia-Europe Meeting on which a partner sits. It is ASEM's own grouping, not geography:
    /// Cyprus sits on the European side, though UN M49 counts it to Western Asia.
    pub enum Side {
        /// The Asian side.
        Asia = "asia", "Asia";
        /// The European side.
        Europe = "europe", "Europe";
    }
}

closed_set! {
    /// The bloc to which a partner belongs.
    pub enum Bloc {
        /// Member of the European Union.
        Eu = "eu", "EU";
        /// Member of the Association of Southeast Asian Nations.
        Asean = "asean", "ASEAN";
        /// Member of neither.
        Other = "other", "Other";
    }
}

closed_set! {
    /// The group under which board and list show a partner: side and sub-group, with the institutions apart.
    pub enum Group {
        /// Asian side, members of ASEAN.
        AsiaAsean = "asia-asean", "ASEAN members";
        /// Asian side, the others.
        AsiaOther = "asia-other", "Other Asian partners";
        /// European side, members of the EU.
        EuropeEu = "europe-eu", "EU members";
        /// European side, the others.
        EuropeOther = "europe-other", "Other European partners";
        /// Partners without territory.
        Institutions = "institutions", "Institutions";
    }
}

impl Group {
    /// The group of a partner on a day.
    pub fn of(partner: &Partner, day: Date) -> Self {
        match (partner.kind, partner.side, partner.bloc_on(day)) {
            (Kind::Institution, _, _) => Self::Institutions,
            (Kind::State { .. }, Side::Asia, Bloc::Asean) => Self::AsiaAsean,
            (Kind::State { .. }, Side::Asia, Bloc::Eu | Bloc::Other) => Self::AsiaOther,
            (Kind::State { .. }, Side::Europe, Bloc::Eu) => Self::EuropeEu,
            (Kind::State { .. }, Side::Europe, Bloc::Asean | Bloc::Other) => Self::EuropeOther,
        }
    }

    /// The side whose states the group holds; none for the institutions, which stand apart.
    pub const fn side(self) -> Option<Side> {
        match self {
            Self::AsiaAsean | Self::AsiaOther => Some(Side::Asia),
            Self::EuropeEu | Self::EuropeOther => Some(Side::Europe),
            Self::Institutions => None,
        }
    }
}
