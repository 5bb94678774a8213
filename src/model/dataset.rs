//! Everything the page knows, checked.

use super::order;
use super::{Date, Partner, PartnerId, Release, ReleaseNumber, Role};
use std::cmp::Reverse;

/// The partners and releases of a data file, valid as a whole (see [`crate::model`] for what that means).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dataset {
    partners: Vec<Partner>,
    newest: Release,
    older: Vec<Release>,
    sources: Vec<Source>,
}

impl Dataset {
    /// Puts checked parts together; `None` without a release, since every view starts from one.
    pub(crate) fn new(partners: Vec<Partner>, mut releases: Vec<Release>, sources: Vec<Source>) -> Option<Self> {
        order::sort_by_key(&mut releases, |release| (Reverse(release.date), Reverse(release.number.clone())));
        let mut releases = releases.into_iter();
        let newest = releases.next()?;
        Some(Self { partners, newest, older: releases.collect(), sources })
    }

    /// The partners, in the order of the file.
    pub fn partners(&self) -> &[Partner] {
        &self.partners
    }

    /// The partner with this id.
    pub fn partner(&self, id: PartnerId) -> Option<&Partner> {
        self.partners.iter().find(|partner| partner.id == id)
    }

    /// The newest release, which the page opens with.
    pub fn newest_release(&self) -> &Release {
        &self.newest
    }

    /// The releases, newest first.
    pub fn releases(&self) -> impl Iterator<Item = &Release> {
        std::iter::once(&self.newest).chain(&self.older)
    }

    /// The release with this number.
    pub fn release(&self, number: &ReleaseNumber) -> Option<&Release> {
        self.releases().find(|release| release.number == *number)
    }

    /// The strongest role in which any release shows the partner: its level of visibility.
    pub fn strongest_role(&self, partner: PartnerId) -> Option<Role> {
        self.releases().filter_map(|release| release.strongest_role(partner)).min()
    }

    /// The day for which the file lists the partners: that of the newest release, never silently today.
    pub fn as_of(&self) -> Date {
        self.newest.date
    }

    /// Where the facts come from.
    pub fn sources(&self) -> &[Source] {
        &self.sources
    }
}

/// A source of facts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// What it is called.
    pub title: String,
    /// Its address, where it has one.
    pub url: Option<String>,
    /// The facts taken from it.
    pub covers: String,
}
