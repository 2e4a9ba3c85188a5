//! `calicross bgp node-mesh`

use clap::{Args, ValueEnum};
use serde::Serialize;

use super::plans;
use crate::error::{CommandError, ErrorKind};
use crate::model::bird;
use crate::model::key::{BgpGlobal, Key};
use crate::plan::Plan;
use crate::session::options::WriteArgs;
use crate::session::{Outcome, ReadCommand, Session, WriteCommand};
use crate::store::{Scope, Snapshot};

/// The state of the mesh, as a word of the command line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum MeshWord {
    /// Every host peers with every other
    On,
    /// Hosts peer with the peers that they are given
    Off,
}

/// Arguments of `bgp node-mesh`.
#[derive(Args, Debug)]
pub struct NodeMeshArgs {
    /// What it is to be; without it, it is shown
    #[arg(value_enum)]
    pub(super) state: Option<MeshWord>,

    #[command(flatten)]
    write: WriteArgs,
}

#[derive(Serialize)]
struct MeshDoc {
    enabled: bool,
    set: bool,
}

impl WriteCommand for NodeMeshArgs {
    fn options(&self) -> &WriteArgs {
        &self.write
    }

    fn scopes(&self) -> Vec<Scope> {
        plans::scopes(None)
    }

    fn plan(&self, snapshot: &Snapshot) -> Result<Plan, CommandError> {
        let mut plan = Plan::new();
        plans::node_mesh(&mut plan, snapshot, self.state == Some(MeshWord::On));
        Ok(plan)
    }
}

impl ReadCommand for NodeMeshArgs {
    fn run(&self, session: &mut Session) -> Result<Outcome, CommandError> {
        let path = Key::BgpGlobal(BgpGlobal::NodeMesh).path();
        let snapshot = session.read(&[Scope::key(&path)])?;
        let entry = snapshot.get(&path);
        let enabled = match entry.map(|entry| bird::mesh(&entry.value)) {
            None => {
                session.ui.status("the node mesh is not set, which is on");
                true
            }
            Some(Ok(enabled)) => enabled,
            Some(Err(why)) => {
                let message =
                    format!("malformed value at {path}: {why}: confd cannot render BIRD's configuration, on any host");
                return Err(CommandError::new(ErrorKind::BadData, message)
                    .key(path)
                    .hint("`calicross bgp node-mesh on --force=malformed` puts it right"));
            }
        };
        let doc = MeshDoc { enabled, set: entry.is_some() };
        session.ui.object("calicross/bgp-node-mesh/1", &doc, &mut |out| writeln!(out, "{}", plans::on_off(enabled)))?;
        Ok(Outcome::Yes)
    }
}
