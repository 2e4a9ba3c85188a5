//! `calicross access`

mod apis;
mod apply;
mod book;
mod check;
mod confirm;
mod disable;
mod enable;
mod gate;
mod identity;
mod selection;
mod show;
mod switch;
pub mod way_back;

use clap::Subcommand;

use crate::session::Action;

/// Verbs of `access`.
#[derive(Debug, Subcommand)]
pub enum AccessCommand {
    /// Show which component needs which keys, who speaks for it here, and whether that was proved
    Show(show::AccessShowArgs),
    /// Show which roles and users `apply` would make, change or cut
    Plan(apply::AccessPlanArgs),
    /// Make roles and users so that each component may what it needs, and nothing else
    ///
    /// Does not switch authentication on: until then everybody may do everything. Without names of components: those that the
    /// datastore shows to be in use, and those that have users already. Made again, it does what is left to do. It is no change of
    /// keys, so that `undo` cannot take it back; `plan` shows it beforehand.
    Apply(apply::AccessApplyArgs),
    /// Prove what an identity may and may not, by trying
    ///
    /// With its certificate or password, and without changing anything: a listing is begun as a watch, a write stands under a
    /// condition that cannot hold, which etcd looks at only after it has decided whether we may. While authentication is off, what
    /// must be refused is worked out from the roles; `enable` asks for that much, `confirm` for the rest. What passed is remembered
    /// in the datastore, as long as the user's roles stay as they are.
    Check(check::AccessCheckArgs),
    /// Switch authentication on, once every identity has passed `check`; it takes itself back unless it is confirmed
    ///
    /// root's identity and kube-apiserver's are looked at first. The way back is printed before anything is done. A process of its
    /// own, which outlives this one and its terminal, switches it off again when the time is up, or when it is told to end (SIGTERM, as at a
    /// shutdown), unless `access confirm` was given. It has a user of its own for that, which nobody's certificate or password has to do
    /// with. Should the process be killed or its host die, authentication stays on: `access show` says so, and `access disable`,
    /// as root, from any host, is the way back.
    Enable(enable::AccessEnableArgs),
    /// Keep authentication on
    Confirm(confirm::AccessConfirmArgs),
    /// Switch authentication off; users and roles stay
    Disable(disable::AccessDisableArgs),
}

impl AccessCommand {
    pub(super) fn into_action(self) -> Action {
        match self {
            Self::Show(args) => Action::Read(Box::new(args)),
            Self::Plan(args) => Action::Read(Box::new(args)),
            Self::Apply(args) => Action::Read(Box::new(args)),
            Self::Check(args) => Action::Read(Box::new(args)),
            Self::Enable(args) => Action::Read(Box::new(args)),
            Self::Confirm(args) => Action::Read(Box::new(args)),
            Self::Disable(args) => Action::Read(Box::new(args)),
        }
    }
}
